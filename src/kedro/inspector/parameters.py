# The parameters of an environment: their names and values, and the runtime parameters that the configuration uses.
import json
import re

from .configuration import Configuration, in_tree
from .open_project import given_values, open_project
from .secrecy import reason
from .unresolved import parameters_by_key

MISSING = object()
# The end is not `}` where the default has an interpolation or brackets of its own.
RUNTIME_PARAMETER = re.compile(r"\$\{\s*runtime_params:\s*['\"]?([\w.-]+)['\"]?\s*(?:,([^${}\[\]]*))?(.)")


def parameter_values(request):
    """The values of the requested parameters as JSON, and the keys that a run may set."""
    root, locations, notices, _, settings, _, _ = open_project(request)
    plain = Configuration(root, settings, request["environment"], locations)
    configuration = Configuration(root, settings, request["environment"], locations, given_values(request))
    known = parameter_names(plain)
    values = [dict(parameter(configuration, key), key=key) for key in request["values"]]
    runtime = runtime_parameters(configuration)
    return {
        # Parameters that need runtime parameters are known only with them.
        "known": parameter_names(configuration) if plain.unresolved else known,
        "runtime": sorted(runtime),
        "defaults": [{"key": key, "text": text} for key, text in sorted(runtime.items())],
        "values": values,
    }


def parameter_names(configuration):
    """Keys of all parameters of a configuration."""
    return names_in(read_parameters(configuration)[0], configuration)


def read_parameters(configuration):
    """
    The parameters as the loader has them, and whether it has them: otherwise with their interpolations, and what does not
    resolve is reported. The loader reads the files each time.
    """
    try:
        return dict(configuration.loader["parameters"]) if configuration.loader is not None else {}, True
    except Exception as error:
        if type(error).__name__ == "MissingConfigException":
            return {}, True
        before = len(configuration.unresolved)
        found = parameters_by_key(configuration)
        if len(configuration.unresolved) == before:
            configuration.report("parameters", error)
        return found, False


def names_in(parameters, configuration):
    """Keys of parameters, nested keys joined with dots, as Kedro makes datasets of them."""
    # Older loaders do not merge runtime parameters; Kedro's context does.
    return sorted({name for name, _ in nested_values(in_tree(parameters, configuration.given))})


def nested_values(tree, prefix=""):
    """Every value in the tree by its path of keys, joined with dots."""
    for key, inner in tree.items():
        yield prefix + str(key), inner
        if isinstance(inner, dict):
            yield from nested_values(inner, prefix + str(key) + ".")


def parameter_datasets(configuration):
    """The datasets that Kedro makes of the parameters, with their values."""
    try:
        found = in_tree(configuration.loader["parameters"], configuration.given)
    except Exception:
        found = dict(configuration.given)
    return dict(nested_values(found, "params:"), parameters=found)


def parameter(configuration, key):
    """The value of one parameter as JSON, or the reason why it has none; neither for an unknown key."""
    try:
        parameters = configuration.loader["parameters"] if configuration.loader is not None else {}
    except Exception as error:
        return {"json": None, "problem": "cannot be read: " + configuration.locations.shorten(reason(error))}
    value = parameters
    for part in key.split("."):
        value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
    value = parameters.get(key, MISSING) if value is MISSING else value
    if value is MISSING:
        return {"json": None, "problem": None}
    problem = next(iter(not_json(value)), None)
    return {"json": None if problem else json.dumps(value), "problem": problem}


def not_json(value):
    """The parts of a value that JSON cannot represent."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield "has a key that is not a string: %s" % key
            yield from not_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from not_json(inner)
    elif isinstance(value, float) and value - value != 0:
        yield "contains %s, which JSON cannot represent" % value
    elif not (value is None or type(value) in (str, bool, int, float)):
        yield "contains a %s, which JSON cannot represent" % type(value).__name__


def runtime_parameters(configuration):
    """The runtime parameters that the configuration uses, `${runtime_params:KEY, DEFAULT}`: the text of the default by key.

    None where a key has no default, another one elsewhere, or one that is itself an interpolation.
    """
    found = {}
    for layer in configuration.layers:
        for _, text in configuration.texts(layer, ["**/*"], "credentials"):
            for key, default, end in RUNTIME_PARAMETER.findall(text):
                default = default.strip() if end == "}" and default.strip() else None
                found[key] = default if found.get(key, default) == default else None
    return found
