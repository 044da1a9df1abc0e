# What a task finds in an image: the project, its configuration, pipeline and packages, each as far as it can be read.
import os
from pathlib import Path

from .catalog import Catalog
from .configuration import Configuration
from .dry_imports import dataset_failures, node_failures
from .environment_files import environment_files
from .failure import Failure, import_failure
from .hooks import Hooks
from .installed import version_numbers
from .load_pipelines import load_pipelines
from .logging_files import logging_document
from .open_project import given_values, open_project
from .parameters import parameter_names
from .project_folder import has_temporary_folder, not_writable, project_at, project_elsewhere
from .run_command import run_options


def image_document(request):
    root = project_at(Path.cwd())
    document = {"root": root and str(root), "elsewhere": None if root else project_elsewhere(), "failures": []}
    document["temporary"] = has_temporary_folder()
    if root is None:
        return document

    def part(work):
        """Adds what the work returns; its failure does not keep the others from being read."""
        try:
            document.update(work())
        except Failure as failure:
            document["failures"].append(failure.fields)
        except (Exception, SystemExit) as error:
            document["failures"].append(import_failure(locations, error).fields)

    try:
        opened = open_project(dict(request, root=str(root)))
    except Failure as failure:
        document["failures"].append(failure.fields)
        return document
    _, locations, notices, version, settings, section, _ = opened
    configuration = Configuration(root, settings, request["environment"], locations, given_values(request))
    document.update(
        kedro=version,
        environments=configuration.environments if configuration.folder.is_dir() else None,
        files=[found["file"] for found in environment_files(configuration, locations) if not found["empty"]],
        notWritable=not_writable(root, request["writes"] + own_folders(root, settings, configuration, locations)),
        notices=notices,
    )
    hooks = Hooks(root, section["package_name"], settings, locations)
    before = lambda: hooks.create_context(configuration)  # noqa: E731
    part(lambda: in_pipeline(request, locations, notices, document["failures"], before))
    if not any(notice["kind"] == "version" for notice in notices):
        part(lambda: {"runOptions": run_options(root)})
    part(lambda: in_catalog(request, configuration, version_numbers(version), locations, document["failures"], hooks))
    part(lambda: {"parameters": sorted(hooks.parameters.union(parameter_names(configuration)))})
    return document


def own_folders(root, settings, configuration, locations):
    """Folders into which Kedro itself writes."""
    logging = logging_document(root, configuration, os.environ.get("KEDRO_LOGGING_CONFIG"), locations)
    return [found["folder"] for found in logging["folders"]] + list(filter(None, [settings.store_folder(root)]))


def in_pipeline(request, locations, notices, failures, before):
    pipelines = load_pipelines(locations, notices, before)
    nodes = list(getattr(pipelines.get(request["pipeline"]), "nodes", []))
    failures += node_failures(nodes, locations)
    return {"pipelines": sorted(map(str, pipelines)), "nodes": [described(node) for node in nodes]}


def in_catalog(request, configuration, kedro, locations, failures, hooks):
    catalog = Catalog(configuration, kedro)
    hooks.create_catalog(configuration, catalog)
    names = request["datasets"]
    failures += dataset_failures(catalog, names, request["protocols"], kedro < (1, 0, 0), locations)
    return {"datasets": [name for name in names if catalog.look_up(name)["source"] != "none"]}


def described(node):
    return {"name": node.name, "inputs": sorted(node.inputs), "outputs": sorted(node.outputs)}
