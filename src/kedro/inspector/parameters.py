# The parameters of an environment: their names, their values, and what a run may be given a value for.
import json
import os
import re
from pathlib import Path

from .configuration import Configuration, in_tree
from .project import given_values, opened
from .secrecy import reason
from .unresolved import parameters_by_key

MISSING = object()


def parameter_values(request):
    """The values of the parameters that are asked for, as JSON, and what else a run may be given a value for."""
    root, places, notices, _, settings, _, _ = opened(request)
    plain = Configuration(root, settings, request["environment"], places)
    configuration = Configuration(root, settings, request["environment"], places, given_values(request))
    known = parameter_names(plain)
    values = [dict(parameter(configuration, key), key=key) for key in request["values"]]
    return {
        # What needs the values of a run to be read is known only with them.
        "known": parameter_names(configuration) if plain.unresolved else known,
        "runtime": runtime_keys(configuration),
        "values": values,
    }


def parameter_names(configuration):
    """Names of all parameters, the nested ones with dots, as Kedro makes datasets of them."""
    try:
        found = configuration.loader["parameters"] if configuration.loader is not None else {}
    except Exception as error:
        found = {}
        if type(error).__name__ != "MissingConfigException":
            before = len(configuration.unresolved)
            found = parameters_by_key(configuration)
            if len(configuration.unresolved) == before:
                configuration.report("parameters", error)
    names = []

    def walk(value, prefix):
        for key, inner in value.items():
            names.append(prefix + str(key))
            if isinstance(inner, dict):
                walk(inner, prefix + str(key) + ".")

    # Older loaders leave it to Kedro's context to add them.
    walk(in_tree(found, configuration.given), "")
    return sorted(set(names))


def parameter(configuration, key):
    """The value of one parameter as JSON, or why it has none; neither where it is not there."""
    try:
        parameters = configuration.loader["parameters"] if configuration.loader is not None else {}
    except Exception as error:
        return {"json": None, "problem": "cannot be read: " + configuration.places.shorten(reason(error))}
    value = parameters
    for part in key.split("."):
        value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
    value = parameters.get(key, MISSING) if value is MISSING else value
    if value is MISSING:
        return {"json": None, "problem": None}
    odd = next(iter(not_json(value)), None)
    return {"json": None if odd else json.dumps(value), "problem": odd}


def not_json(value):
    """What in a value JSON would lose."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield "has a key that is no text: %s" % key
            yield from not_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from not_json(inner)
    elif isinstance(value, float) and value - value != 0:
        yield "holds %s, which JSON does not have" % value
    elif not (value is None or type(value) in (str, bool, int, float)):
        yield "holds a %s, which JSON does not have" % type(value).__name__


def runtime_keys(configuration):
    """Keys that the configuration takes from a run: `${runtime_params:KEY}`."""
    found = set()
    for layer in configuration.layers:
        for path in configuration.files(layer, ["**/*.yml", "**/*.yaml", "**/*.json"]):
            if not os.path.basename(path).startswith("credentials"):
                try:
                    text = Path(path).read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError):
                    continue
                found.update(re.findall(r"\$\{\s*runtime_params:\s*['\"]?([\w.-]+)", text))
    return sorted(found)
