# kfp.yml of an environment, and where each of its keys stands.
import json
import re

from .secrecy import reason, without_passwords
from .yaml_places import nested_places

SETTINGS_PATTERNS = ["kfp.yml", "kfp.yaml"]


def deployment_settings(configuration):
    """kfp.yml as the loader merges and resolves it, and where each of its keys stands; None without such a file."""
    known = getattr(configuration.loader, "config_patterns", None) or {}
    patterns = known.get("kfp") or SETTINGS_PATTERNS
    paths = [path for layer in configuration.layers for path in configuration.files(layer, patterns)]
    if not paths:
        return None
    where = {}
    for path in paths:
        where.update(nested_places(path, configuration.places))
    result = {
        "files": [file for file in map(configuration.places.relative, paths) if file],
        "values": None,
        "params": {},
        "places": [{"key": list(key), "place": place} for key, place in where.items() if place],
        "problem": None,
    }
    try:
        if configuration.loader is None:
            raise ValueError("the configuration loader could not be made")
        configuration.loader.config_patterns = dict(known, kfp=patterns)
        try:
            values = dict(configuration.loader["kfp"])
        finally:
            configuration.loader.config_patterns = known
        params = values.get("params")
        # JavaScript knows no difference between 1 and 1.0: parameters travel as texts.
        texts = {str(key): exact(value) for key, value in params.items()} if isinstance(params, dict) else {}
        return dict(result, values=without_passwords(plain(values)), params=texts)
    except Exception as error:
        text = configuration.places.shorten(reason(error))
        key = re.search(r"full_key: (\w+)", str(error))
        place = where.get((key.group(1),)) if key else configuration.yaml_place(error)
        prefix = key.group(1) + ": " if key else ""
        return dict(result, problem={"message": prefix + text, "place": place})


def plain(value):
    """A value as JSON that every reader takes alike: numbers that JavaScript would change become texts."""
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
    """A value as JSON text, which is YAML too."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
