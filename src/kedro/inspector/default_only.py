# What only the default environment sets, such as conf/local: this machine reads it there, and tasks that run in another
# environment do not have it. Values stay here.
import re
import sys
from pathlib import Path

from .configuration import CATALOG_PATTERNS, GLOBALS_PATTERNS, PARAMETER_PATTERNS, in_tree
from .local_hosts import MLFLOW_PATTERNS
from .yaml_locations import mapping_of, nested_locations

# Other parts of the document are about these.
OTHERS = ("credentials", "logging")


def default_only(configuration, look_up, datasets, set_by_hooks, plugins):
    """
    `look_up`: makes the look-up of datasets in the default environment; `datasets`: those of the pipelines;
    `set_by_hooks`: keys of the parameters that hooks set.
    """
    if configuration.default in configuration.layers:
        return []
    found = []
    for kind, patterns in patterns_of(configuration, plugins).items():
        own, places = content(configuration, configuration.default, patterns)
        if not own:
            continue
        if kind == "catalog":
            lacking = [dataset["name"] for dataset in datasets if dataset["source"] == "none"]
            found += lacking_entries(lacking, look_up()) if lacking else []
            continue
        known = known_values(configuration, kind, patterns)
        for keys in lacking_keys(own, known):
            if kind == "parameters" and ".".join(keys) in set_by_hooks:
                continue
            item = {"kind": kind, "keys": list(keys), "place": places.get(keys), "uses": [], "entry": None}
            if kind == "globals":
                item["uses"] = list(uses_of(configuration, ".".join(keys)))
            elif kind != "parameters":
                item["uses"] = [{"name": kind, "optional": bool(known)}] if is_named(configuration, kind) else []
            found.append(item)
    return found


def patterns_of(configuration, plugins):
    """The patterns of each kind of configuration that the loader reads; kedro-mlflow adds its own in a hook."""
    found = {"parameters": PARAMETER_PATTERNS, "globals": GLOBALS_PATTERNS, "catalog": CATALOG_PATTERNS}
    if any("mlflow" in name for name in plugins):
        found["mlflow"] = MLFLOW_PATTERNS
    found.update(getattr(configuration.loader, "config_patterns", None) or {})
    return {kind: patterns for kind, patterns in found.items() if kind not in OTHERS and not isinstance(patterns, str)}


def content(configuration, layer, patterns):
    """The values in the files of an environment as they are written, and the source locations of their keys."""
    values, places = {}, {}
    for path in configuration.files(layer, patterns):
        new = {str(key): value for key, value in mapping_of(path).items()}
        values.update(new)
        places.update(nested_locations(path, configuration.locations))
    return values, places


def known_values(configuration, kind, patterns):
    """What the tasks have: an environment replaces the values of the base whole, unless the loader merges them."""
    merges = (getattr(configuration.loader, "merge_strategy", None) or {}).get(kind) == "soft"
    known = {}
    for layer in configuration.layers:
        values, _ = content(configuration, layer, patterns)
        known = merged(known, values) if merges else dict(known, **values)
    return in_tree(known, configuration.given) if kind == "parameters" else known


def merged(one, other):
    both = dict(one)
    for key, value in other.items():
        before = both.get(key)
        both[key] = merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return both


def lacking_keys(own, known, above=()):
    """Paths of the outermost keys that are not known; variables of the file itself are not counted."""
    for key, value in own.items():
        keys = above + (str(key),)
        if str(key).startswith("_"):
            continue
        if key not in known:
            yield keys
        elif isinstance(value, dict) and isinstance(known[key], dict):
            yield from lacking_keys(value, known[key], keys)


def lacking_entries(names, look_up):
    """Entries of the default environment for datasets that have none in the chosen one or its base."""
    for name in names:
        entry = look_up(name)
        if entry["source"] != "none":
            uses = [{"name": name, "optional": False}]
            keys = [entry["pattern"] or name]
            yield {"kind": "catalog", "keys": keys, "place": entry["place"], "uses": uses, "entry": entry}


def uses_of(configuration, key):
    """Entries and parameters with an interpolation of a global value, and whether it has a default there."""
    is_omega = hasattr(configuration.loader, "config_patterns")
    start = r"\$\{\s*globals:\s*['\"]?" if is_omega else r"\$\{\s*"
    wanted = re.compile(start + re.escape(key) + r"(?P<part>\.[\w.-]+)?['\"]?\s*(?P<end>[,|}])")
    for prefix, patterns in (("", configuration.catalog_patterns), ("params:", configuration.parameter_patterns)):
        for layer in configuration.layers:
            for name, value in content(configuration, layer, patterns)[0].items():
                ends = [match.group("end") for text in texts_in(value) for match in wanted.finditer(text)]
                if ends:
                    yield {"name": prefix + name, "optional": "}" not in ends}


def texts_in(value):
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner)]
    return [value] if isinstance(value, str) else []


def is_named(configuration, kind):
    """Whether the code of the project that is loaded has the name of a kind of configuration, outside of settings.py."""
    quoted = re.compile(r"(['\"])%s\1" % re.escape(kind))
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or not file.endswith(".py") or file.endswith("settings.py"):
            continue
        if configuration.locations.relative(file) is None:
            continue
        try:
            if quoted.search(Path(file).read_text(encoding="utf-8")):
                return True
        except (OSError, UnicodeDecodeError):
            continue
    return False
