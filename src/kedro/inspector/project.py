# The project opened: with its Kedro, its pyproject.toml and its settings.
import importlib
import json
from pathlib import Path

from .failure import Failure, import_failure
from .installed import kedro_version
from .places import Places
from .settings import configure, load_toml, metadata_of


def opened(request):
    root = Path(request["root"])
    places = Places(root)
    notices = []
    version = kedro_version(places)
    try:
        importlib.import_module("kedro.framework.project")
        pyproject = load_toml(root / "pyproject.toml")
    except (ImportError, SystemExit) as error:
        raise import_failure(places, error)
    except Exception as error:
        raise Failure("BAD_PYPROJECT", "pyproject.toml is not valid TOML: %s" % error)
    section, source = metadata_of(root, pyproject, notices, places)
    settings = configure(section["package_name"], source, notices, places)
    return root, places, notices, version, settings, section, source


def given_values(request):
    """Values of parameters that a run would have, by key. They come as a text: JavaScript would lose 1.0."""
    return json.loads(request.get("given") or "{}")
