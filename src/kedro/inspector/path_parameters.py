# Parameters that name a file or folder of this machine: a task has it only where the image has it.
import os
from pathlib import Path

from .configuration import in_tree
from .configuration_source import in_folder
from .yaml_locations import nearest_location

# A name without a folder counts as a path only under such a key, or with a suffix.
PATH_WORDS = ("path", "file", "folder", "dir", "directory", "root", "location")
# What every image has.
OF_THE_SYSTEM = ("/tmp", "/dev", "/etc", "/usr", "/bin", "/proc", "/sys", "/var", "/lib", "/sbin", "/run", "/opt")
MOST_FILES = 20


def path_parameters(root, configuration, parameters):
    """`path`: relative to the project where it is inside, else as written; `files`: some of those in a folder."""
    found = []
    where = None
    for keys, value in paths_in(in_tree(parameters, configuration.given)):
        path = path_here(root, keys, value)
        if path is None:
            continue
        if where is None:
            where = configuration.nested_locations(configuration.parameter_patterns)
        inside = relative_to(root, path)
        found.append(
            {
                "key": ".".join(key for key in keys if not key.isdigit()),
                "path": inside or shown(path),
                "absolute": os.path.isabs(plain(value)),
                "inside": inside is not None,
                "folder": path.is_dir(),
                "files": [] if inside is None else files_in(root, path),
                "place": nearest_location(where, keys),
            }
        )
    return found


def paths_in(value, keys=()):
    """The texts and paths in a value with their path of keys; an item of a list has its index."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths_in(inner, keys + (str(key),))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from paths_in(inner, keys + (str(index),))
    elif isinstance(value, (str, os.PathLike)) and keys:
        yield keys, value


def plain(value):
    text = os.fspath(value)
    text = text[len("file://") :] if text.startswith("file://") else text
    return os.path.expanduser(text)


def path_here(root, keys, value):
    """The file or folder that the value names; of a pattern such as data/*.csv the folder before it. None for any other text."""
    text = plain(value)
    if not 0 < len(text) < 500 or "://" in text or "\n" in text or "\0" in text:
        return None
    parts = text.replace("\\", "/").split("/")
    known = next((n for n, part in enumerate(parts) if any(mark in part for mark in "*?{[%<$")), len(parts))
    fixed = "/".join(parts[:known])
    name = next((key for key in reversed(keys) if not key.isdigit()), "").lower()
    is_named = name.endswith(PATH_WORDS) or name.endswith(tuple(word + "s" for word in PATH_WORDS))
    if isinstance(value, str) and len(parts) == 1 and not is_named and not os.path.splitext(text)[1]:
        return None
    path = root / fixed
    try:
        if not fixed.strip("./") or not path.exists() or (relative_to(root, path) is None and is_of_system(path)):
            return None
        return path if path.resolve() != root.resolve() else None
    except (OSError, ValueError):
        return None


def is_of_system(path):
    text = os.path.normpath(str(path))
    return text == "/" or text.startswith(tuple(folder + "/" for folder in OF_THE_SYSTEM)) or text in OF_THE_SYSTEM


def relative_to(root, path):
    """As the path is written: a task resolves it in its own folders."""
    return in_folder(root, path, [os.path.normpath])


def shown(path):
    """A path outside the project, without the name of the user."""
    text, home = os.path.normpath(str(path)), str(Path.home())
    return "~" + text[len(home) :] if text.startswith(home + os.sep) else text


def files_in(root, path):
    """The file itself, or some files of the folder; those that only keep a folder are not counted."""
    if not path.is_dir():
        return [relative_to(root, path)]
    found = []
    for folder, folders, names in os.walk(str(path)):
        folders.sort()
        for name in sorted(names):
            if name not in (".gitkeep", ".gitignore", ".DS_Store"):
                found.append(relative_to(root, Path(folder) / name))
            if len(found) == MOST_FILES:
                return found
    return found
