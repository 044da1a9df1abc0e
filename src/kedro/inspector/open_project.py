# Opens the project: its Kedro, its pyproject.toml and its settings.
import importlib
import json
from pathlib import Path

from .failure import Failure, import_failure
from .installed import kedro_version
from .source_locations import SourceLocations
from .project_settings import configure, load_toml, metadata_of


def open_project(request):
    root = Path(request["root"])
    locations = SourceLocations(root)
    notices = []
    version = kedro_version(locations)
    try:
        importlib.import_module("kedro.framework.project")
    except (Exception, SystemExit) as error:
        raise import_failure(locations, error)
    try:
        pyproject = load_toml(root / "pyproject.toml")
    except ImportError as error:
        raise import_failure(locations, error)
    except Exception as error:
        raise Failure("BAD_PYPROJECT", "pyproject.toml is not valid TOML: %s" % error)
    section, source = metadata_of(root, pyproject, notices, locations)
    settings = configure(section["package_name"], source, notices, locations)
    # What `--conf-source` says to a task.
    settings.conf_source = request.get("confSource") or settings.conf_source
    base = settings.loader_args.get("base_env") or ""
    locations.include(root / settings.conf_source, root / settings.conf_source / base)
    return root, locations, notices, version, settings, section, source


def given_values(request):
    """Values of the runtime parameters, by key. They come as a JSON text, because JavaScript would change 1.0."""
    return json.loads(request.get("given") or "{}")
