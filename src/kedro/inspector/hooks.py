# What the hooks of the project bring: it is brought here as in `kedro run`, but without credentials and without data.
import importlib
import inspect

from .hook_catalog import datasets_in, entry_of, stand_in_catalog
from .hook_guard import Guard
from .hook_methods import hook_methods
from .hook_source import HookSource
from .parameters import parameter_datasets
from .source_locations import root_cause, words
from .variables import variable_of

SECONDS = 15
BRINGING = ("after_context_created", "after_catalog_created", "before_pipeline_run")


class Hooks:
    """The hooks of one project. Those of plugins are listed and never run: some of them send data."""

    def __init__(self, root, package, settings, locations):
        self.root, self.package, self.settings, self.locations = root, package, settings, locations
        self.methods = hook_methods(settings, package, locations)
        self.sources = {method: HookSource(method) for method in self.methods if method.function is not None}
        self.credentials = set()
        self.parameters = set()

    def named(self, name):
        return [method for method in self.methods if method.name == name and method in self.sources]

    def create_context(self, configuration):
        """Runs `after_context_created` where it changes anything: the configuration, pipelines, parameters."""
        methods = [method for method in self.named("after_context_created") if self.sources[method].changes]
        if not methods or configuration.loader is None:
            return
        loader = configuration.loader
        given = dict(configuration.given)
        kind = without_credentials(loader)
        try:
            context = self.context(configuration)
            for method in methods:
                self.run(method, configuration, {"context": context})
        except Exception as error:
            for method in methods:
                method.problem = self.locations.shorten(words(root_cause(error)))
            return
        finally:
            loader.__class__ = kind
        set_by_hook = getattr(loader, "data", None) or {}
        if isinstance(set_by_hook.get("credentials"), dict):
            self.credentials.update(map(str, set_by_hook["credentials"]))
        parameters = getattr(context, "_runtime_params", None) or getattr(context, "_extra_params", None) or {}
        configuration.given = dict(parameters, **given)

    def context(self, configuration):
        project = importlib.import_module("kedro.framework.project")
        hooks = importlib.import_module("kedro.framework.hooks.manager")
        kind = getattr(project.settings, "CONTEXT_CLASS")
        catalog = property(lambda _: self.catalog(configuration, [])[0])
        stand_in = type(kind.__name__, (kind,), {"catalog": catalog, "_get_config_credentials": lambda _: {}})
        names = inspect.signature(kind.__init__).parameters
        runtime = "runtime_params" if "runtime_params" in names else "extra_params"
        return stand_in(
            package_name=self.package,
            project_path=self.root,
            config_loader=configuration.loader,
            env=configuration.environment,
            hook_manager=hooks._create_hook_manager(),
            **{runtime: dict(configuration.given)},
        )

    def catalog(self, configuration, names):
        return stand_in_catalog(names, parameter_datasets(configuration))

    def run(self, method, configuration, available):
        names = inspect.signature(method.function).parameters
        arguments = {name: available.get(name) for name in names if name != "self"}
        error = Guard.run(lambda: method.function(**arguments), SECONDS)
        if error is None:
            return
        cause = root_cause(error)
        variable = variable_of(cause)
        if variable is not None:
            # In a task it ends the run in the same way.
            missing = ValueError("Environment variable '%s' not found" % variable)
            configuration.report("the hook " + method.title, missing, self.locations.of_error(cause) or method.place)
        method.problem = Guard.refused or self.locations.shorten(words(cause))

    def create_catalog(self, configuration, catalog):
        """Runs `after_catalog_created` where it adds anything, and reads what `before_pipeline_run` adds."""
        methods = [m for m in self.named("after_catalog_created") if self.brings_entries(self.sources[m])]
        if methods:
            stand_in, placeholder = self.catalog(configuration, [name for name in catalog.entries])
            available = {"catalog": stand_in, "conf_catalog": dict(catalog.entries), "conf_creds": {}}
            available.update(feed_dict={}, parameters=parameter_datasets(configuration), load_versions={})
            for method in methods:
                before = datasets_in(stand_in)
                self.run(method, configuration, available)
                for name, dataset in datasets_in(stand_in).items():
                    if before.get(name) is not dataset and not isinstance(dataset, placeholder):
                        self.bring(catalog, name, entry_of(dataset), method)
                if method.problem is not None:
                    self.bring_written(catalog, method)
        for method in self.named("before_pipeline_run"):
            # It runs with the pipeline, and may tell others that a run begins: it is read, not run.
            self.bring_written(catalog, method)
            if self.sources[method].adds_unknown:
                method.problem = "the names of what it adds are not in its source"

    def brings_entries(self, source):
        return source.changes or source.adds_unknown or bool(source.added)

    def bring_written(self, catalog, method):
        for name, entry in self.sources[method].added.items():
            # An entry in a file says more than a source that does not show what is added.
            if entry or name not in catalog.entries:
                self.bring(catalog, name, entry, method)

    def bring(self, catalog, name, entry, method):
        if name.startswith("params:") or name == "parameters":
            self.parameters.add(name.partition(":")[2] or name)
        else:
            catalog.bring(name, entry, method.place)

    def document(self):
        return [
            {
                "name": method.title,
                "method": method.name,
                "plugin": method.plugin,
                "place": method.place,
                "loads": self.loads(method),
                "acts": method not in self.sources or self.sources[method].acts,
                "problem": self.problem(method),
            }
            for method in self.methods
        ]

    def loads(self, method):
        found = self.sources[method].loads if method in self.sources else []
        return [{"dataset": name, "guarded": guarded} for name, guarded in dict.fromkeys(found)]

    def problem(self, method):
        return method.problem if method.name in BRINGING else None


def without_credentials(loader):
    """The loader finds no credentials as long as it has the class that this sets. @return its own class."""
    kind = type(loader)

    def item(self, key):
        if key == "credentials" and key not in getattr(self, "data", {}):
            return {}
        return kind.__getitem__(self, key)

    def get(self, *keys, **kwargs):
        return {} if any(str(key).startswith("credentials") for key in keys) else kind.get(self, *keys, **kwargs)

    loader.__class__ = type(kind.__name__, (kind,), {"__getitem__": item, "get": get, "__module__": kind.__module__})
    return kind
