# The nodes of a part of a pipeline, by the filter that `kedro run` uses.
import os

from .configuration import Configuration
from .hooks import Hooks
from .load_pipelines import load_pipelines
from .open_project import given_values, open_project


def part_of_pipeline(request):
    root, locations, notices, _, settings, section, _ = open_project(request)
    configuration = Configuration(root, settings, request["environment"], locations, given_values(request))
    os.environ["KEDRO_ENV"] = configuration.environment
    hooks = Hooks(root, section["package_name"], settings, locations)
    loaded = load_pipelines(locations, notices, lambda: hooks.create_context(configuration))
    wanted = request["part"]
    try:
        nodes = loaded[wanted["pipeline"]].filter(**wanted["filter"]).nodes
    except ValueError as error:
        return {"nodes": [], "problem": str(error)}
    return {"nodes": [node.name for node in nodes], "problem": None}
