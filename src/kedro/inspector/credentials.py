# The credentials that catalog entries name: of each its keys and the variables that it reads. Their values are written
# only where they are asked for, and only to the standard output, which is a pipe.
import base64
import importlib
import os
import re
import secrets

from .configuration import Configuration
from .datasets import file_in_url
from .failure import Failure
from .local_hosts import hosts_in
from .open_project import given_values, open_project
from .yaml_locations import key_locations

PATTERNS = ["credentials*", "credentials*/**", "**/credentials*"]
VARIABLE = re.compile(r"\$\{oc\.env:\s*([^},\s]+)\s*\}")


def describe_credentials(configuration, entries):
    """`entries`: names of the catalog entries and patterns, by the name of the credentials. Values stay here."""
    values, places = {}, {}
    for layer in layers(configuration):
        for path, text in texts(configuration, layer):
            found = parsed(text)
            new = {name: value for name, value in found.items() if layer in configuration.layers or name not in values}
            values.update({name: (value, layer, found) for name, value in new.items()})
            located = key_locations(path, text, configuration.locations)
            places.update({name: located.get(name) for name in new})
    result = []
    for name in sorted(entries):
        value, layer, siblings = values.get(name, (None, None, {}))
        result.append(
            {
                "name": name,
                "entries": sorted(entries[name]),
                "keys": leaves(value),
                "plain": plain_values(value),
                "database": file_in_url(value),
                "variables": sorted(variables_of(value, siblings, set())),
                "environment": layer,
                "place": places.get(name),
            }
        )
    return result


def layers(configuration):
    """Those that Kedro reads, then the default environment, where credentials are kept on a laptop."""
    return configuration.layers + [name for name in [configuration.default] if name not in configuration.layers]


def texts(configuration, layer):
    configured = getattr(configuration.loader, "config_patterns", None) or {}
    return configuration.texts(layer, configured.get("credentials") or PATTERNS)


def parsed(text):
    yaml = importlib.import_module("yaml")
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def leaves(value, prefix=""):
    if not isinstance(value, dict):
        return []
    names = []
    for key, inner in value.items():
        nested = leaves(inner, "%s%s." % (prefix, key))
        names += nested or ["%s%s" % (prefix, key)]
    return names


# Where a server is, and under which name: an address is not a secret.
ADDRESSES = ("endpoint_url", "endpoint_override", "endpoint", "region", "region_name", "account_name", "project")
WORDS = ("path", "virtual", "auto", "s3", "s3v4")
SECRETS = re.compile(r"(?i)key|secret|token|pass|pwd|pin\b|credential|user")


def plain_values(value, prefix=""):
    """Switches such as `anon`, numbers such as a timeout, words of S3 such as `path`, addresses that are not of this machine."""
    if isinstance(value, dict):
        parts = [plain_values(inner, "%s%s." % (prefix, key)) for key, inner in value.items()]
        return {name: inner for part in parts for name, inner in part.items()}
    return {prefix[:-1]: value} if prefix and is_plain(prefix[:-1].split(".")[-1], value) else {}


def is_plain(key, value):
    if isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return value - value == 0 and not SECRETS.search(key)
    if not isinstance(value, str):
        return False
    is_address = key in ADDRESSES and re.match(r"[\w.:/${},-]+$", value) is not None
    return value in WORDS or (is_address and not hosts_in(value))


def variables_of(value, siblings, seen):
    """Names of environment variables without a default, also of other keys of the file that the value refers to."""
    if isinstance(value, dict):
        return {name for inner in value.values() for name in variables_of(inner, siblings, seen)}
    if isinstance(value, list):
        return {name for inner in value for name in variables_of(inner, siblings, seen)}
    if not isinstance(value, str):
        return set()
    found = set(VARIABLE.findall(value))
    for other in set(re.findall(r"\$\{\s*([\w-]+)[.}\[]", value)) - seen:
        found |= variables_of(siblings.get(other), siblings, seen | {other})
    return found


def credentials_text(request, stdout):
    """Writes the wanted credentials to the pipe, as YAML in base64. Names in `empty` get no values."""
    root, locations, _, _, settings, _, _ = open_project(request)
    configuration = Configuration(root, settings, request["environment"], locations, given_values(request))
    described = describe_credentials(configuration, {name: [] for name in request["credentials"]})
    missing = [item["name"] for item in described if item["environment"] is None]
    if missing:
        raise Failure("CREDENTIALS_MISSING", "There are no credentials %s" % ", ".join(missing))
    marks = {}
    for name in {name for item in described for name in item["variables"]} - set(os.environ):
        marks[name] = "kfp-wizard-%s-%s" % (secrets.token_hex(8), name)
    os.environ.update(marks)
    values = {name: {} for name in request["empty"]}
    for item in described:
        values[item["name"]] = value_of(item, request, settings, root, locations, configuration)
    yaml = importlib.import_module("yaml")
    try:
        text = yaml.safe_dump(plain(values), allow_unicode=True, sort_keys=True, default_flow_style=False)
    except yaml.YAMLError:
        raise Failure("CREDENTIALS_UNREADABLE", "The credentials have a value that YAML cannot express")
    for name, mark in marks.items():
        text = text.replace(mark, "${oc.env:%s}" % name)
    with os.fdopen(stdout, "wb") as pipe:
        pipe.write(base64.b64encode(text.encode("utf-8")))
    return {"names": sorted(values)}


def value_of(item, request, settings, root, locations, configuration):
    """The value as the project's own loader reads it in the environment that has it."""
    if item["environment"] not in configuration.layers:
        configuration = Configuration(root, settings, item["environment"], locations, given_values(request))
    try:
        return configuration.loader["credentials"][item["name"]]
    except Exception as error:
        # Its message may quote a value.
        raise Failure("CREDENTIALS_UNREADABLE", "Kedro cannot read the credentials %s: %s" % (item["name"], type(error).__name__))


def plain(value):
    if hasattr(value, "items"):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
