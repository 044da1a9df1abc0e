# What only the default environment sets, such as conf/local: this machine reads it there, and tasks that run in another
# environment do not have it. Values stay here.
import re

from .configuration import CATALOG_PATTERNS, GLOBALS_PATTERNS, MLFLOW_PATTERNS, PARAMETER_PATTERNS, in_tree

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
        own = configuration.written(patterns, [configuration.default])
        if not own:
            continue
        if kind == "catalog":
            lacking = [dataset["name"] for dataset in datasets if dataset["source"] == "none"]
            found += lacking_entries(lacking, look_up()) if lacking else []
            continue
        known = known_values(configuration, kind, patterns)
        lacking = [keys for keys in lacking_keys(own, known) if kind != "parameters" or ".".join(keys) not in set_by_hooks]
        if not lacking:
            continue
        places = configuration.nested_locations(patterns, [configuration.default])
        uses = uses_of(configuration, kind, lacking, bool(known))
        found += [
            {"kind": kind, "keys": list(keys), "place": places.get(keys), "uses": used, "entry": None}
            for keys, used in zip(lacking, uses)
        ]
    return found


def uses_of(configuration, kind, lacking, is_known):
    """What uses each of the values. `is_known`: whether the tasks have other values of this kind."""
    if kind == "globals":
        texts = list(interpolations(configuration))
        return [list(global_uses(configuration, texts, ".".join(keys))) for keys in lacking]
    is_used = kind != "parameters" and is_named(configuration, kind)
    return [[{"name": kind, "optional": is_known}] if is_used else [] for _ in lacking]


def patterns_of(configuration, plugins):
    """The patterns of each kind of configuration that the loader reads; kedro-mlflow adds its own in a hook."""
    found = {"parameters": PARAMETER_PATTERNS, "globals": GLOBALS_PATTERNS, "catalog": CATALOG_PATTERNS}
    if any("mlflow" in name for name in plugins):
        found["mlflow"] = MLFLOW_PATTERNS
    found.update(getattr(configuration.loader, "config_patterns", None) or {})
    return {kind: patterns for kind, patterns in found.items() if kind not in OTHERS and not isinstance(patterns, str)}


def known_values(configuration, kind, patterns):
    """What the tasks have: an environment replaces the values of the base whole, unless the loader merges them."""
    merges = (getattr(configuration.loader, "merge_strategy", None) or {}).get(kind) == "soft"
    known = {}
    for layer in configuration.layers:
        values = configuration.written(patterns, [layer])
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


def interpolations(configuration):
    """Entries and parameters of each layer, with the texts in them that have interpolations."""
    for prefix, patterns in (("", configuration.catalog_patterns), ("params:", configuration.parameter_patterns)):
        for layer in configuration.layers:
            for name, value in configuration.written(patterns, [layer]).items():
                yield prefix + name, [text for text in texts_in(value) if "${" in text]


def global_uses(configuration, interpolated, key):
    """Entries and parameters with an interpolation of a global value, and whether it has a default there."""
    is_omega = hasattr(configuration.loader, "config_patterns")
    start = r"\$\{\s*globals:\s*['\"]?" if is_omega else r"\$\{\s*"
    wanted = re.compile(start + re.escape(key) + r"(?P<part>\.[\w.-]+)?['\"]?\s*(?P<end>[,|}])")
    for name, texts in interpolated:
        ends = [match.group("end") for text in texts for match in wanted.finditer(text)]
        if ends:
            yield {"name": name, "optional": "}" not in ends}


def texts_in(value):
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner)]
    return [value] if isinstance(value, str) else []


def is_named(configuration, kind):
    """Whether the code of the project that is loaded has the name of a kind of configuration, outside of settings.py."""
    quoted = re.compile(r"(['\"])%s\1" % re.escape(kind))
    for file, _ in configuration.locations.loaded_files():
        if not file.endswith("settings.py"):
            with open(file, encoding="utf-8", errors="replace") as source:
                if quoted.search(source.read()):
                    return True
    return False
