# Imports the project once for many requests: each is answered by a copy of this process that `fork` makes.
import importlib
import importlib.util
import inspect
import os
import re
import threading
import warnings

from .hooks import Hooks
from .node_calls import Calls
from .open_project import open_project
from .project_settings import load_toml
from .read_names import ReadNames

# What the project's Python gets for each request anew, and reads when Kedro is imported.
PER_REQUEST = "KEDRO_LOGGING_CONFIG"


class Preload:
    """What was imported, for which variables, and from which files."""

    def __init__(self, request, variables, dependencies):
        self.request, self.variables, self.dependencies = request, variables, dependencies
        self.environment = dict(os.environ)
        self.default = None
        self.section = None
        self.warnings = []
        self.paths = None
        self.state = None

    def run(self):
        """Whether requests can be answered. Where something is wrong, a process of its own says what."""
        if not hasattr(os, "fork"):
            return False
        self.variables.read = ReadNames(self.variables.locations)
        try:
            self.import_project()
        except (Exception, SystemExit):
            return False
        self.paths = self.dependencies.so_far()
        self.state = state_of(*self.paths)
        return threading.active_count() == 1

    def import_project(self):
        root, locations, _, _, settings, self.section, _ = open_project(self.request)
        if settings.failure is not None:
            raise settings.failure
        self.default = settings.loader_args.get("default_run_env") or "local"
        # As in `project_document`, from here on.
        os.environ["KEDRO_ENV"] = self.environment_of(self.request, self.environment)
        package = self.section["package_name"]
        hooks = Hooks(root, package, settings, locations)
        if any(hooks.sources[method].changes for method in hooks.named("after_context_created")):
            return  # what they do comes before the pipelines are imported
        Calls(locations).watch()
        with warnings.catch_warnings(record=True) as recorded:
            warnings.simplefilter("default")
            import_pipelines(package)
        self.warnings = list(recorded)

    def environment_of(self, request, variables):
        return request["environment"] or variables.get("KEDRO_ENV") or self.default

    def fits(self, request, variables):
        """Whether a fresh process with these variables would import the same."""
        if request is self.request:
            return True
        changed = {name for name in self.names_with(variables) if self.environment.get(name) != variables.get(name)}
        if self.environment_of(request, variables) != self.environment_of(self.request, self.environment):
            changed.add("KEDRO_ENV")
        if self.variables.read.has_any_of(changed):
            return False
        # Then variables of a file, such as .env, were set while the project was imported.
        if self.variables.assigned and request["without"] != self.request["without"]:
            return False
        return self.is_same_section() and self.is_same_state()

    def names_with(self, variables):
        return (set(self.environment) | set(variables)) - {PER_REQUEST}

    def is_same_state(self):
        """Also where a file changed after this process had begun: it may have read it before or after that."""
        newest = max(look[0] for look in self.state if isinstance(look, tuple))
        return newest < self.request["started"] * 1e9 and state_of(*self.paths) == self.state

    def is_same_section(self):
        """Of pyproject.toml only this counts for an import: a fix may change the requirements."""
        try:
            table = load_toml(self.variables.locations.root / "pyproject.toml")
        except Exception:
            return False
        return table.get("tool", {}).get("kedro", {}) == self.section

    def take_variables(self, variables):
        """In the copy: the variables of its request, beside those that the project has set itself."""
        for name in self.names_with(variables) | {PER_REQUEST, "KEDRO_ENV"}:
            if self.environment.get(name) == variables.get(name) and name != "KEDRO_ENV":
                continue
            if name in variables:
                os.environ[name] = variables[name]
            else:
                os.environ.pop(name, None)


def state_of(read, asked):
    """What changes with each of the files and folders that were read, and whether the others exist."""
    return [look_at(path) for path in read] + [os.path.exists(path) for path in asked]


def look_at(path):
    """None for what does not exist."""
    try:
        info = os.stat(path)
    except OSError:
        return None
    return (max(info.st_mtime_ns, info.st_ctime_ns), info.st_size, info.st_ino, info.st_mode)


def source_of(function):
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return ""


def import_pipelines(package):
    """What `register_pipelines` imports, where that is known without running it."""
    registry = importlib.import_module(package + ".pipeline_registry")
    source = source_of(getattr(registry, "register_pipelines", None))
    if not re.search(r"(?<![\w.])find_pipelines\(\s*(?:raise_errors\s*=\s*\w+\s*)?\)", source):
        return
    project = importlib.import_module("kedro.framework.project")
    if getattr(registry, "find_pipelines", None) is not project.find_pipelines:
        return
    if importlib.util.find_spec(package + ".pipeline") is not None:
        importlib.import_module(package + ".pipeline")
    pipelines = importlib.util.find_spec(package + ".pipelines")
    for folder in list(pipelines.submodule_search_locations or ()) if pipelines else ():
        for entry in os.scandir(folder):
            if entry.is_dir() and entry.name != "__pycache__" and not entry.name.startswith("."):
                importlib.import_module("%s.pipelines.%s" % (package, entry.name))
