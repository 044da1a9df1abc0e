# kfp.yml of an environment, with the source location of each key.
import json
import os
import re
from pathlib import Path

from .secrecy import reason, without_passwords
from .yaml_locations import repeated_keys

SETTINGS_PATTERNS = ["kfp.yml", "kfp.yaml"]


def deployment_settings(configuration):
    """kfp.yml, merged and resolved by the loader, with the source location of each key; None without such a file."""
    known = getattr(configuration.loader, "config_patterns", None) or {}
    patterns = known.get("kfp") or SETTINGS_PATTERNS
    paths = [path for layer in configuration.layers for path in configuration.files(layer, patterns)]
    named = [configuration.folder / layer / name for layer in configuration.layers for name in SETTINGS_PATTERNS]
    # Kedro would skip them without a word.
    unusable = [path for path in named if os.path.lexists(path) and not path.is_file()]
    if not paths and not unusable:
        return None
    where = configuration.nested_locations(patterns)
    result = {
        "files": [file for file in map(configuration.locations.relative, paths) if file],
        "values": None,
        "params": {},
        "places": [{"key": list(key), "place": location} for key, location in where.items() if location],
        "problem": None,
    }
    if unusable:
        path = unusable[0]
        kind = "a folder" if path.is_dir() else "a link to nothing" if path.is_symlink() else "not a file"
        return dict(result, problem={"message": "it is %s" % kind, "place": configuration.locations.at(str(path))})
    try:
        if configuration.loader is None:
            raise ValueError("the configuration loader cannot be created")
        configuration.loader.config_patterns = dict(known, kfp=patterns)
        try:
            values = dict(configuration.loader["kfp"])
        finally:
            configuration.loader.config_patterns = known
        params = values.get("params")
        # JavaScript does not distinguish 1 and 1.0, so parameters are passed as strings.
        texts = {str(key): exact(value) for key, value in params.items()} if isinstance(params, dict) else {}
        return dict(result, values=without_passwords(plain(values)), params=texts)
    except Exception as error:
        problem = problem_of_file(paths, configuration.locations)
        if problem is not None:
            return dict(result, problem=problem)
        text = configuration.locations.shorten(reason(error))
        key = re.search(r"full_key: (\w+)", str(error))
        location = where.get((key.group(1),)) if key else configuration.yaml_location(error)
        prefix = key.group(1) + ": " if key else ""
        return dict(result, problem={"message": prefix + text, "place": location})


def problem_of_file(paths, locations):
    """The first key that stands twice in one of the files, or a file that is not text, as a problem."""
    for path in paths:
        try:
            content = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return {"message": reason(error), "place": locations.at(path)}
        for keys, first, second in repeated_keys(content):
            text = "%s stands twice, in line %s and in line %s" % (".".join(keys), first, second)
            return {"message": text, "place": locations.at(path, second)}
    return None


def plain(value):
    """A value as JSON that every reader reads alike: numbers that JavaScript would change become strings."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, float) and not value.is_integer() and abs(value) < float("inf"):
        return value
    return str(value)


def exact(value):
    """A value as JSON text, which is valid YAML too."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
