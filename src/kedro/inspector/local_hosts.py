# Addresses in the configuration that lead to this machine: in a task they lead to the pod itself, or nowhere.
import re

from .configuration import MLFLOW_PATTERNS
from .datasets import credentials_in
from .yaml_locations import nearest_location

HOSTS = r"localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|host\.containers\.internal|host\.minikube\.internal"
# The whole value, or the host of a URL, of a JDBC or ODBC string, of a list of servers.
PATTERN = re.compile(r"(?i)(?:^|//|@|=|,|;|\()\s*(%s)(?=$|[\s:/?;,)])" % HOSTS)


def local_hosts(configuration, catalog, names, parameters):
    """What leads to this machine, for the datasets in `names`, the parameters and MLflow. No value is reported but its host."""
    found = []

    def look(what, value, place, dataset=None):
        for path, host in hosts_in(value):
            key = ".".join([what] + path)
            found.append({"what": key, "host": host, "place": place, "dataset": dataset})

    credentials = loaded_credentials(configuration)
    for name in names:
        _, _, entry, place = catalog.find(name)
        look(name, entry, place, name)
        for key in sorted({found for found in credentials_in(entry) if isinstance(found, str)}):
            look("credentials " + key, credentials.get(key), None, name)
    where = None
    for path, host in hosts_in(parameters):
        where = configuration.nested_locations(configuration.parameter_patterns) if where is None else where
        place = nearest_location(where, tuple(path))
        found.append({"what": "params:" + ".".join(path), "host": host, "place": place, "dataset": None})
    for layer in reversed(configuration.layers):
        for path, text in configuration.texts(layer, MLFLOW_PATTERNS):
            for number, line in outside_ui(text.split("\n")):
                value = line.split("#")[0].partition(":")[2].strip().strip("\"'")
                for _, host in hosts_in(value):
                    what = line.partition(":")[0].strip()
                    place = configuration.locations.at(path, number)
                    found.append({"what": what, "host": host, "place": place, "dataset": None})
    return found


def outside_ui(lines):
    """Lines with their numbers, without `ui:`: that is where `kedro mlflow ui` listens on the machine of its user."""
    section = None
    for number, line in enumerate(lines, 1):
        if re.match(r"[\w\"']", line):
            section = line.partition(":")[0].strip().strip("\"'")
        if section != "ui":
            yield number, line


def hosts_in(value):
    """Paths of keys with the first local host in the text there."""
    if isinstance(value, dict):
        return [([str(key)] + path, host) for key, inner in value.items() for path, host in hosts_in(inner)]
    if isinstance(value, (list, tuple)):
        return [(path, host) for inner in value for path, host in hosts_in(inner)]
    match = PATTERN.search(value) if isinstance(value, str) else None
    return [([], match.group(1))] if match else []


def loaded_credentials(configuration):
    try:
        return dict(configuration.loader["credentials"]) if configuration.loader is not None else {}
    except Exception:
        return {}  # other parts of the document say why
