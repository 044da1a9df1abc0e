# What mlflow.yml says to kedro-mlflow: where runs are tracked, and whether all of them are one run. The URI stays here.
import re

from .configuration import MLFLOW_PATTERNS


def mlflow_document(configuration):
    """None without an mlflow.yml. Of a later file each key replaces the whole value, as in Kedro."""
    files = [path for layer in configuration.layers for path in configuration.files(layer, MLFLOW_PATTERNS)]
    if not files:
        return None
    found, places = configuration.written(MLFLOW_PATTERNS), configuration.nested_locations(MLFLOW_PATTERNS)
    server, run = inside(found, "server"), inside(inside(found, "tracking"), "run")
    return {
        "tracking": kind_of(server.get("mlflow_tracking_uri", found.get("mlflow_tracking_uri"))),
        "hasRun": bool(run.get("id") or inside(found, "run").get("id")),
        "place": places.get(("server", "mlflow_tracking_uri")) or configuration.locations.at(files[-1]),
    }


def inside(value, key):
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def kind_of(uri):
    if uri is None:
        return "none"
    if "${" in str(uri):
        return "interpolated"
    return "server" if re.match(r"(?!file:|sqlite:)[\w+]+://|databricks", str(uri)) else "local"
