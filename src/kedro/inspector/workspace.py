# The workspace of uv that a project belongs to, and where uv takes packages from instead of an index.
import os
from fnmatch import fnmatch
from pathlib import Path

from .local_packages import border_of
from .project_settings import load_toml
from .requirement_set import normal


def workspace_of(root, pyproject, border):
    """The folder of the workspace and its pyproject.toml; None for a project that is in none."""
    for folder in [root, *root.parents]:
        table = pyproject if folder == root else pyproject_of(folder)
        workspace = table.get("tool", {}).get("uv", {}).get("workspace")
        inside = root.relative_to(folder).as_posix()
        if workspace is not None and (folder == root or is_member(inside, workspace)):
            return folder, table
        if folder == border:
            return None
    return None


def is_member(path, workspace):
    matches = any(fnmatch(path, str(Path(pattern))) for pattern in workspace.get("members", []))
    return matches and not any(fnmatch(path, str(Path(pattern))) for pattern in workspace.get("exclude", []))


def members_of(folder, table):
    """The folders of the members of a workspace."""
    workspace = table.get("tool", {}).get("uv", {}).get("workspace", {})
    found = [path.parent for pattern in workspace.get("members", []) for path in folder.glob(pattern + "/pyproject.toml")]
    return sorted(path for path in set(found) if is_member(path.relative_to(folder).as_posix(), workspace))


def sources_of(root, pyproject):
    """`tool.uv.sources`, by normalized name: `path` with the `folder` that it is relative to, or `git`."""
    found = workspace_of(root, pyproject, border_of(root))
    tables = [(root, pyproject)]
    if found is not None and found[0] != root:
        tables.insert(0, found)
    result = {}
    for folder, table in tables:
        for name, listed in table.get("tool", {}).get("uv", {}).get("sources", {}).items():
            for source in listed if isinstance(listed, list) else [listed]:
                if "path" in source:
                    result[normal(name)] = {"path": source["path"], "folder": folder}
                elif source.get("workspace") and found is not None:
                    member = member_named(name, found)
                    if member is not None:
                        result[normal(name)] = {"path": os.path.relpath(str(member), str(root)), "folder": root}
                elif "git" in source:
                    result[normal(name)] = {"git": "git+" + source["git"]}
    return result


def member_named(name, workspace):
    folder, table = workspace
    for member in [folder, *members_of(folder, table)]:
        named = pyproject_of(member).get("project", {}).get("name", "")
        if normal(named) == normal(name):
            return member
    return None


def pyproject_of(folder):
    try:
        return load_toml(folder / "pyproject.toml")
    except Exception:
        return {}
