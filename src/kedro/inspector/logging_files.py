# The logging of the project's own, as Kedro configures it in a task: the file that decides, and the folders of log files that
# must exist.
import importlib
import os
from pathlib import Path

from .yaml_locations import mapping_of, nested_locations

PATTERNS = ["logging*", "logging*/**", "**/logging*"]


def logging_document(root, configuration, named, locations):
    """`named`: KEDRO_LOGGING_CONFIG of the tasks. Folders outside the project are not known."""
    files = logging_files(root, configuration, named)
    handlers = {}
    for path in files:
        found = mapping_of(path).get("handlers")
        if isinstance(found, dict):
            handlers = {name: (handler, path) for name, handler in found.items() if isinstance(handler, dict)}
    folders = []
    for name, (handler, path) in sorted(handlers.items()):
        folder = folder_of(root, handler)
        if folder is not None:
            places = nested_locations(path, locations)
            place = places.get(("handlers", name, "filename")) or locations.at(path)
            folders.append({"folder": folder, "handler": str(name), "place": place})
    return {"file": locations.relative(files[0]) if named and files else None, "folders": folders}


def logging_files(root, configuration, named):
    project = importlib.import_module("kedro.framework.project")
    session = importlib.import_module("kedro.framework.session").KedroSession
    found = [root / named] if named else []
    # Older versions need the variable.
    constants = project._ProjectLogging.__init__.__code__.co_consts
    if not named and any("conf/logging" in one for one in constants if isinstance(one, str)):
        found = [root / "conf" / ("logging" + end) for end in (".yml", ".yaml")]
    found = [path for path in found if path.is_file()][:1]
    if hasattr(session, "_setup_logging"):
        # Kedro 0.18 reads the logging of the environment too, which counts over the rest.
        for layer in configuration.layers:
            found += [Path(path) for path in configuration.files(layer, PATTERNS)]
    return found


def folder_of(root, handler):
    """The folder of a file that is opened when the handler is made; such a handler makes no folder."""
    name = handler.get("filename")
    if not isinstance(name, str) or handler.get("delay") is True or "${" in name:
        return None
    folder = os.path.relpath(os.path.dirname(os.path.join(str(root), name)), str(root))
    return None if folder == "." or folder.startswith("..") else folder.replace(os.sep, "/")
