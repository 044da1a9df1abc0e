# One environment of the configuration, read with the project's own loader.
import glob
import inspect
import os
import re
from pathlib import Path

from .configuration_source import from_project
from .expansion import refuse_expansion
from .project_settings import default_loader_class, setting_location
from .secrecy import reason
from .unresolved import report_repeated
from .yaml_locations import mapping_of, nested_locations

CATALOG_PATTERNS = ["catalog*", "catalog*/**", "**/catalog*"]
PARAMETER_PATTERNS = ["parameters*", "parameters*/**", "**/parameters*"]
# Folders of these names hold the parts of one environment.
KINDS = ("catalog", "parameters", "globals", "credentials", "logging", "kfp")
GLOBALS_PATTERNS = ["globals*", "globals*/**", "**/globals*"]
MLFLOW_PATTERNS = ["mlflow*.yml", "mlflow*.yaml", "mlflow*/**"]


class Configuration:
    """An environment and its layers: the project's own loader and the files that it reads."""

    def __init__(self, root, settings, wanted, locations, given=None):
        """`given`: values of the runtime parameters, by key."""
        self.locations = locations
        self.unresolved = []
        self.given = given or {}
        self.folder = root / settings.conf_source
        arguments = settings.loader_args
        base = arguments.get("base_env") or "base"
        self.base = from_project(self.folder, self.folder / base)
        self.default = arguments.get("default_run_env") or "local"
        self.environment = wanted or os.environ.get("KEDRO_ENV") or self.default
        self.environments = environments_in(self.folder, self.base, self.environment)
        # A check reports a missing folder; the rest of the document is still valid.
        usable = self.environment if (self.folder / self.environment).is_dir() else self.base
        self.layers = [self.base] if usable == self.base else [self.base, usable]
        for layer in self.layers:
            refuse_expansion(self.files(layer, ["**/*"]), locations)
        self.loader = None
        self.notices = []
        if self.given:
            arguments = dict(arguments, runtime_params=in_tree({}, without_interpolations(self.given)))
        arguments = dict(arguments, conf_source=str(self.folder), env=usable)
        try:
            self.loader = settings.loader_class(**arguments)
        except TypeError as error:
            # It does not take these arguments: an error of settings.py. The rest is read as far as Kedro's own loader can.
            self.loader = plain_loader(arguments)
            if settings.failure is None:
                text = "Kedro cannot make the loader of CONFIG_LOADER_CLASS with CONFIG_LOADER_ARGS: %s" % error
                place = setting_location("CONFIG_LOADER_ARGS", settings.path, locations)
                self.notices.append({"kind": "settings", "message": text, "place": place})
        except Exception as error:
            for layer in self.layers:
                report_repeated(self, "globals", self.texts(layer, GLOBALS_PATTERNS))
            if not self.unresolved:
                self.report("configuration loader", error)
        if self.loader is not None and not hasattr(self.loader, "__getitem__"):
            self.loader = ByName(self.loader)
        configured = getattr(self.loader, "config_patterns", None) or {}
        self.catalog_patterns = configured.get("catalog") or CATALOG_PATTERNS
        self.parameter_patterns = configured.get("parameters") or PARAMETER_PATTERNS

    def report(self, what, error, location=None):
        self.unresolved.append(
            {
                "what": what,
                "reason": self.locations.shorten(reason(error)),
                "place": location or self.yaml_location(error),
            }
        )

    def yaml_location(self, error):
        """Source location in an exception about an unreadable configuration file."""
        mark = getattr(error, "problem_mark", None)
        if mark is not None and mark.name:
            return self.locations.at(mark.name, mark.line + 1)
        found = re.search(r"file (\S+?),? +unable to read line (\d+)", str(error))
        return self.locations.at(found.group(1), int(found.group(2)) + 1) if found else None

    def files(self, layer, patterns):
        """Configuration files of an environment without hidden files, in a stable order."""
        folder = glob.escape(str(self.folder / layer))
        found = {path for pattern in patterns for path in glob.iglob(folder + "/" + pattern, recursive=True)}
        return sorted(path for path in found if path.endswith((".yml", ".yaml", ".json")) and os.path.isfile(path))

    def texts(self, layer, patterns, without=()):
        """Path and text of each of these files but those whose names start like `without`; one that cannot be read is left out."""
        for path in self.files(layer, patterns):
            if os.path.basename(path).startswith(without):
                continue
            try:
                text = Path(path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            yield path, text

    def written(self, patterns, layers=None):
        """The values as the files have them, with their interpolations; a later file replaces a value as a whole."""
        values = {}
        for path in [path for layer in layers or self.layers for path in self.files(layer, patterns)]:
            values.update({str(key): value for key, value in mapping_of(path).items()})
        return values

    def nested_locations(self, patterns, layers=None):
        """Source location of every key and list item in the files, by its path of keys; that in a later file wins."""
        where = {}
        for path in [path for layer in layers or self.layers for path in self.files(layer, patterns)]:
            where.update(nested_locations(path, self.locations))
        return where

    def line_with(self, word):
        """Source location of the first line of the environment or its base with a word; credentials are not read."""
        return self.line_matching(r"(?<!\w)%s(?!\w)" % re.escape(word), "credentials")

    def line_matching(self, pattern, without):
        """Source location of the first line that has the pattern, outside comments and files whose names start like `without`."""
        for layer in reversed(self.layers):
            for path, text in self.texts(layer, ["**/*"], without):
                for number, line in enumerate(text.split("\n"), 1):
                    if re.search(pattern, line.split("#")[0]):
                        return self.locations.at(path, number)
        return None


class ByName:
    """A loader of Kedro 0.18.0 to 0.18.3, which has only `get` with patterns, as the later ones are used."""

    def __init__(self, loader):
        self.loader = loader

    def __getitem__(self, name):
        return self.loader.get(name + "*", name + "*/**", "**/" + name + "*")

    def __getattr__(self, name):
        return getattr(self.loader, name)


def environments_in(folder, base, wanted):
    """The folders of a configuration that are environments; inside one that holds nothing but environments, these too."""
    found = []
    for name in folders_in(folder):
        found.append(name)
        inner = folders_in(folder / name)
        files = [entry for entry in (folder / name).iterdir() if entry.is_file() and not entry.name.startswith(".")]
        if name != base and not files and not any(each.startswith(KINDS) for each in inner):
            found += ["%s/%s" % (name, each) for each in inner]
    for name in (base, wanted):
        if name not in found and "/" in name and (folder / name).is_dir():
            found.append(name)
    return sorted(found)


def folders_in(folder):
    entries = folder.iterdir() if folder.is_dir() else []
    return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith((".", "__"))]


def plain_loader(arguments):
    """Kedro's own loader with those of the arguments that it knows; None where it does not take them either."""
    kind = default_loader_class()
    known = inspect.signature(kind.__init__).parameters
    try:
        return kind(**{name: value for name, value in arguments.items() if name in known})
    except Exception:
        return None


def in_tree(tree, values):
    """The tree with some values replaced; dots in their keys lead to nested values."""
    tree = dict(tree)
    for key, value in values.items():
        inner, parts = tree, key.split(".")
        for part in parts[:-1]:
            inner[part] = dict(inner[part]) if isinstance(inner.get(part), dict) else {}
            inner = inner[part]
        inner[parts[-1]] = value
    return tree


def without_interpolations(value):
    """The value with interpolations escaped, so that OmegaConf does not resolve them."""
    if isinstance(value, dict):
        return {key: without_interpolations(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_interpolations(inner) for inner in value]
    return re.sub(r"(\\*)\$\{", r"\1\1\\${", value) if isinstance(value, str) else value
