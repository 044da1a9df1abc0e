# The hooks of the project and of installed plugins: which methods Kedro calls, and where they are.
import ast
import importlib
import inspect
import re

SPECS = ("KedroContextSpecs", "DataCatalogSpecs", "PipelineSpecs", "NodeSpecs", "DatasetSpecs")

# In the source of a plugin: what adds entries, parameters or credentials.
ADDS = r"""(?x) catalog\.(?:add|add_feed_dict|add_all|_add_from_config)\( | catalog\[[^]]*\]\s*=[^=]
    | config_loader\[[^]]*\]\s*=[^=] | _data_?sets\[[^]]*\]\s*=[^=]"""
# These replace their own datasets only.
HARMLESS = ("kedro-telemetry", "kedro-viz", "kedro-mlflow")
WRAPPER = "it wraps other hooks, and kfp-wizard does not run such hooks"
UNSEEN = "its package adds to the catalog, and kfp-wizard does not run hooks of packages"


class Method:
    """A method that Kedro calls. `function` is None for a plugin, whose code is not imported."""

    def __init__(self, hook, name, function, title, plugin=None, place=None):
        self.hook, self.name, self.function, self.title = hook, name, function, title
        self.plugin, self.place = plugin, place
        self.problem = None


def hook_methods(settings, package, locations):
    own = [(hook, None) for hook in settings.hooks]
    plugins = []
    for distribution, point in entry_points_of("kedro.hooks"):
        name = distribution.metadata["Name"]
        if name in settings.disabled_plugins:
            continue
        if point.value.split(":")[0].split(".")[0] == package:
            try:
                own.append((point.load(), None))
            except (Exception, SystemExit):
                continue  # reading the pipelines fails too, and says why
        else:
            plugins.append((name, distribution, point))
    methods = [method for hook, _ in own for method in methods_of(hook, locations)]
    return methods + [method for plugin in plugins for method in methods_of_plugin(*plugin)]


def methods_of(hook, locations):
    """The hook methods of an object; those of an installed package are not run, as they are of a plugin."""
    kind = hook if inspect.isclass(hook) or inspect.ismodule(hook) else type(hook)
    result = []
    for attribute in sorted(dir(kind)):
        function = getattr(hook, attribute, None)
        options = getattr(function, "kedro_impl", None)
        if not isinstance(options, dict):
            continue
        name = options.get("specname") or attribute
        plain = inspect.unwrap(getattr(function, "__func__", function))
        code = getattr(plain, "__code__", None)
        place = locations.at(code.co_filename, code.co_firstlineno) if code else None
        title = "%s.%s" % (getattr(kind, "__name__", "hooks").rpartition(".")[2], attribute)
        if name in spec_names():
            plugin = None if place else str(getattr(kind, "__module__", kind.__name__)).split(".")[0]
            wraps = options.get("hookwrapper") or options.get("wrapper")
            method = Method(hook, name, None if wraps or plugin else function, title, plugin, place)
            method.problem = adds(plugin, source_of(kind)) if plugin else WRAPPER if wraps else None
            result.append(method)
    return result


def methods_of_plugin(plugin, distribution, point):
    """From the source of the module that the entry point names: importing a plugin may start what it is for."""
    module = point.value.split(":")[0].replace(".", "/")
    for path in (module + ".py", module + "/__init__.py"):
        try:
            with open(str(distribution.locate_file(path)), encoding="utf-8") as file:
                text = file.read()
            tree = ast.parse(text)
        except (OSError, SyntaxError, ValueError):
            continue
        names = {part.name for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)} & spec_names()
        methods = [Method(None, name, None, "%s of %s" % (name, plugin), plugin) for name in sorted(names)]
        for method in methods:
            method.problem = adds(plugin, text)
        return methods
    return []


def adds(plugin, text):
    return UNSEEN if plugin.replace("_", "-") not in HARMLESS and re.search(ADDS, text) else None


def source_of(kind):
    try:
        return inspect.getsource(inspect.getmodule(kind))
    except (OSError, TypeError):
        return ""


def entry_points_of(group):
    """Once each, as Kedro registers them: a package may be found as it is installed and in its folder."""
    from importlib.metadata import distributions

    seen = set()
    for distribution in distributions():
        try:
            points = [point for point in distribution.entry_points if point.group == group]
        except Exception:
            continue
        for point in points:
            if point.name not in seen:
                seen.add(point.name)
                yield distribution, point


def spec_names():
    specs = importlib.import_module("kedro.framework.hooks.specs")
    classes = [getattr(specs, name) for name in SPECS if hasattr(specs, name)]
    return {name for spec in classes for name in vars(spec) if not name.startswith("_")}
