# Reads pyproject.toml and settings.py as far as possible, with Kedro's defaults.
import ast
import importlib
import importlib.util
import os
import re
from collections.abc import Mapping
from pathlib import Path

from .configuration_source import from_project
from .failure import Failure, import_failure
from .source_locations import words


def load_toml(path):
    for name in ("tomllib", "tomli", "toml"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        return module.loads(path.read_text(encoding="utf-8"))
    return importlib.import_module("anyconfig").load(path)


class Settings:
    """The values of settings.py that the inspector needs, with Kedro's defaults."""

    def __init__(self, read, path, root, failure=None):
        """`path`: of settings.py; `failure`: why it does not load."""
        self.path = path
        self.failure = failure
        self.written_source = str(of_kind((str, Path), "CONF_SOURCE", read, "conf"))
        # In the project, its path is the same in an image.
        self.conf_source = from_project(root, root / self.written_source)
        self.loader_class = read("CONFIG_LOADER_CLASS", None) or default_loader_class()
        default = {"base_env": "base", "default_run_env": "local"}
        self.loader_args = dict(of_kind(Mapping, "CONFIG_LOADER_ARGS", read, default))
        self.store_class = read("SESSION_STORE_CLASS", None)
        self.store_args = dict(read("SESSION_STORE_ARGS", None) or {})
        self.hooks = tuple(read("HOOKS", None) or ())
        self.disabled_plugins = tuple(read("DISABLE_HOOKS_FOR_PLUGINS", None) or ())

    def loader_kind(self):
        kinds = [base.__name__ for base in getattr(self.loader_class, "__mro__", ())]
        return "omegaconf" if "OmegaConfigLoader" in kinds else "other"

    def store_folder(self, root):
        """Folder of the database with Kedro-Viz's sessions, relative to the project; Kedro-Viz does not create it."""
        path = self.store_args.get("path")
        if getattr(self.store_class, "__name__", "") != "SQLiteStore" or not isinstance(path, (str, Path)):
            return None
        try:
            return (root / path).resolve().relative_to(root).as_posix()
        except (OSError, ValueError):
            return None


def of_kind(kinds, name, read, default):
    """The value of a setting that Kedro accepts only of certain types."""
    value = read(name, default)
    if not isinstance(value, kinds):
        raise TypeError("%s is a %s, which Kedro cannot use" % (name, type(value).__name__))
    return value


def default_loader_class():
    config = importlib.import_module("kedro.config")
    # 0.18 uses the plain loader; newer versions only have the other one.
    return getattr(config, "ConfigLoader", None) or config.OmegaConfigLoader


def metadata_of(root, pyproject, notices, locations):
    """Reads pyproject.toml as Kedro does; also where Kedro refuses it only because of its version."""
    startup = importlib.import_module("kedro.framework.startup")
    section = pyproject.get("tool", {}).get("kedro", {})
    source = (root / Path(section.get("source_dir", "src")).expanduser()).resolve()
    try:
        startup._get_project_metadata(root)
    except ValueError as error:
        notices.append({"kind": "version", "message": str(error), "place": locations.at(root / "pyproject.toml")})
    except Exception as error:
        made_for_018 = {"package_name", "project_name", "project_version"} <= set(section)
        if not made_for_018 or "kedro_init_version" in section:
            cause = words(error.__cause__) if error.__cause__ else ""
            raise Failure("BAD_PYPROJECT", locations.shorten(str(error)), detail=cause)
        # Newer versions do not know this key of 0.18.
        text = "The project was made for Kedro %s: %s" % (section["project_version"], error)
        notices.append({"kind": "version", "message": text, "place": locations.at(root / "pyproject.toml")})
    try:
        startup._add_src_to_path(source, root)
    except (ValueError, NotADirectoryError) as error:
        raise Failure("BAD_PYPROJECT", locations.shorten(str(error)))
    return section, source


def configure(package, source, notices, locations):
    """Configures Kedro for the project's package and reads its settings as far as possible."""
    project = importlib.import_module("kedro.framework.project")
    path = source / package.replace(".", os.sep) / "settings.py"
    try:
        importlib.import_module(package)
    except (Exception, SystemExit) as error:
        if isinstance(error, ModuleNotFoundError) and (package + ".").startswith(str(error.name) + "."):
            folder = locations.relative(source)
            raise Failure("BAD_PYPROJECT", "package_name is %s, but %s has no such package" % (package, folder))
        raise import_failure(locations, error)
    try:
        # An explicit import, because older versions of dynaconf ignore an error in settings.py and use defaults.
        if importlib.util.find_spec(package + ".settings") is not None:
            importlib.import_module(package + ".settings")
        project.configure_project(package)
        return Settings(lambda key, default: getattr(project.settings, key, default), path, locations.root)
    except (Exception, SystemExit) as error:
        failure = import_failure(locations, error)
    text = "settings.py cannot be loaded: " + failure.fields["message"]
    failure.fields.update(message=text, place=failure.fields["place"] or setting_location(text, path, locations))
    notices.append({"kind": "settings", "message": text, "place": failure.fields["place"]})
    project.PACKAGE_NAME = package
    project.pipelines.configure(package + ".pipeline_registry")
    values = readable_settings(path, package)
    # A value of the wrong type counts as not set.
    kinds = {"CONF_SOURCE": (str, Path), "CONFIG_LOADER_ARGS": Mapping, "CONFIG_LOADER_CLASS": type}
    usable = {key: value for key, value in values.items() if isinstance(value, kinds.get(key, object))}
    return Settings(lambda key, default: usable.get(key, default), path, locations.root, failure)


def setting_location(text, path, locations):
    """Source location of the setting that a text names, in settings.py."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    for number, line in enumerate(lines, 1):
        found = re.match(r"([A-Z_]+)\s*[:=]", line)
        if found and re.search(r"\b%s\b" % found.group(1), text):
            return locations.at(path, number)
    return locations.at(path)


def readable_settings(path, package):
    """Runs settings.py statement by statement, so that an error in one statement keeps the values of the others."""
    values = {"__name__": package + ".settings", "__package__": package, "__file__": str(path)}
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, SyntaxError, ValueError):
        return values
    for statement in tree.body:
        try:
            exec(compile(ast.Module([statement], []), str(path), "exec"), values)
        except (Exception, SystemExit):
            continue
    return values
