# Makes the document of a project.
import json
import os
import sys

from .node_calls import Calls
from .catalog import Catalog
from .configuration import Configuration
from .configuration_source import source_problems
from .credentials import describe_credentials
from .default_only import default_only
from .environment_files import environment_files
from .handed_on import needed_variables
from .failure import Failure
from .hooks import Hooks
from .installed import installed, plugin_names, version_numbers
from .kfp_yml import deployment_settings
from .local_hosts import local_hosts
from .logging_files import logging_document
from .mlflow import mlflow_document
from .not_required import not_required
from .parameters import names_in, read_parameters
from .path_parameters import path_parameters
from .pipelines import describe_pipelines
from .open_project import given_values, open_project
from .load_pipelines import load_pipelines
from .run_command import own_run
from .run_variables import run_variables
from .requirements import requirement_files, requirements_document
from .project_settings import load_toml
from .task_requirements import task_requirements


def project_document(request, variables):
    root, locations, notices, version, settings, section, source = open_project(request)
    pyproject = load_toml(root / "pyproject.toml")
    given = given_values(request)
    # Before the pipelines, as in `kedro run`: a registry may read parameters with resolvers that this loader registers.
    configuration = Configuration(root, settings, request["environment"], locations, given)
    # As kfp-wizard sets it for every task.
    os.environ["KEDRO_ENV"] = configuration.environment
    calls = Calls(locations)
    calls.watch()
    hooks = Hooks(root, section["package_name"], settings, locations)
    notices.extend(configuration.notices)
    try:
        create_context = lambda: hooks.create_context(configuration)  # noqa: E731
        loaded = load_pipelines(locations, notices, create_context, request.get("warnings", ()))
    except Failure as failure:
        # Kedro loads settings.py first: what fails there is the cause of what fails later.
        raise settings.failure or failure
    calls.forget_shared(loaded.values())
    pipelines = describe_pipelines(loaded, locations, calls, notices)
    deployment = deployment_settings(configuration)
    if deployment and deployment["params"]:
        fixed = {key: json.loads(text) for key, text in deployment["params"].items()}
        configuration = Configuration(root, settings, request["environment"], locations, dict(fixed, **given))
        hooks.create_context(configuration)
    catalog = Catalog(configuration, version_numbers(version))
    hooks.create_catalog(configuration, catalog)
    nodes = [node for pipeline in pipelines for node in pipeline["nodes"]]
    names = {name for node in nodes for name in node["inputs"] + node["outputs"]}
    used = sorted(name for name in names if name != "parameters" and not name.startswith("params:"))
    datasets = [catalog.look_up(name) for name in used]
    credentials = describe_credentials(configuration, catalog.credentials())
    files_of_databases = {item["name"]: item["database"] for item in credentials if item["database"]}
    for dataset in datasets:
        if dataset["key"] in (None, "table_name", "table") and dataset["credentials"] in files_of_databases:
            dataset.update(key="database", value=files_of_databases[dataset["credentials"]])
    parameters, are_resolved = read_parameters(configuration)
    resolved = parameters if are_resolved else {}
    files = requirement_files(root, pyproject)
    plugins = plugin_names()
    document = {
        "schema": 1,
        "root": str(root),
        "name": section["project_name"],
        "package": section["package_name"],
        "kedro": version,
        "kedroInit": section.get("kedro_init_version") or section.get("project_version"),
        "python": {
            "version": ".".join(str(part) for part in sys.version_info[:3]),
            "executable": sys.executable,
            "source": request["source"],
        },
        "confSource": settings.conf_source,
        "sourceProblems": source_problems(root, configuration, settings, locations),
        "sourceDir": source.relative_to(root).as_posix(),
        "environments": configuration.environments,
        "baseEnvironment": configuration.base,
        "defaultEnvironment": configuration.default,
        "environment": configuration.environment,
        "environmentFiles": environment_files(configuration, locations),
        "pipelines": pipelines,
        "datasets": datasets,
        "unusedEntries": catalog.unused(used),
        "credentials": credentials,
        "credentialsOfHooks": sorted(hooks.credentials),
        "configLoader": settings.loader_kind(),
        "sessionFolder": settings.store_folder(root),
        "parameters": sorted(hooks.parameters.union(names_in(parameters, configuration))),
        "parametersOfHooks": sorted(hooks.parameters),
        "pathParameters": path_parameters(root, configuration, resolved),
        "settings": deployment,
        "requirements": files,
        "installed": installed(),
        "plugins": plugins,
        "hooks": hooks.document(),
        "mlflow": mlflow_document(configuration),
        "handedOn": list(needed_variables(configuration, deployment)),
        "runVariables": run_variables(root, source, section["package_name"], configuration),
        "ownRun": own_run(root, section["package_name"], notices, locations),
        "logging": logging_document(root, configuration, request.get("logging"), locations),
        "localHosts": local_hosts(configuration, catalog, used, resolved),
        "unresolved": configuration.unresolved,
        "notices": notices,
    }
    variables.locate(configuration)
    document.update(requirements_document(root, files, pyproject, locations))
    document["taskRequirements"] = task_requirements(root, pyproject, deployment, locations)
    if document["installs"] is not None:
        document["notRequired"] = not_required(
            document["installs"], datasets, pipelines, document["hooks"], locations
        )

    def look_up_in_default():
        default = Configuration(root, settings, configuration.default, locations, configuration.given)
        return Catalog(default, version_numbers(version)).look_up

    # The last thing, because another loader replaces the resolver of global values.
    document["defaultOnly"] = default_only(configuration, look_up_in_default, datasets, hooks.parameters, plugins)
    return document
