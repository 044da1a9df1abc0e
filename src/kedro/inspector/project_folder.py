# The folder of the project in a container, and where its user may write.
import glob
import os
import tempfile
from pathlib import Path


def is_project(folder):
    try:
        return "[tool.kedro]" in (folder / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def project_at(folder):
    """The project that `kedro` opens in this folder: from 0.19 on also one in a folder above."""
    try:
        utils = __import__("kedro.utils", fromlist=["utils"])
        above = hasattr(utils, "find_kedro_project") or hasattr(utils, "_find_kedro_project")
    except Exception:
        above = False
    folders = [folder] + (list(folder.parents) if above else [])
    return next((found.resolve() for found in folders if is_project(found)), None)


def project_elsewhere():
    """Another folder of the image with a project."""
    found = [
        Path(path).parent
        for depth in ("/*", "/*/*", "/*/*/*")
        for path in sorted(glob.glob(depth + "/pyproject.toml"))
        if not path.startswith(("/proc/", "/sys/", "/dev/", "/usr/lib"))
    ]
    return next((str(folder) for folder in found if is_project(folder)), None)


def not_writable(root, paths):
    """Those of the paths whose folder the user can neither write nor make."""
    return [path for path in paths if not can_write(root / path)]


def can_write(path):
    if path.exists() and not path.is_dir():
        return os.access(str(path), os.W_OK)
    existing = next(folder for folder in [path] + list(path.parents) if folder.is_dir())
    return os.access(str(existing), os.W_OK | os.X_OK)


def has_temporary_folder():
    try:
        return bool(tempfile.gettempdir())
    except OSError:
        return False
