# Reads a project's requirement files without installing anything.
import re

from .image_layout import Layout, layouts_of
from .installed_from import installed_version, strangers
from .requirement_set import RequirementSet
from .requirement_lines import read_lines
from .requirement_locks import read_lock, read_pixi_lock
from .requirement_tables import (
    read_conda,
    read_pipfile,
    read_pixi,
    read_pyproject,
    read_setup_cfg,
    read_setup_py,
)

# `pip install .`, `pip install -e .[extra]` in a Dockerfile.
INSTALLS_PROJECT = re.compile(r"pip3? install [^\n&|;]*(?<=\s)\.(?=[\s\[&|;]|$)")

READERS = {
    "pyproject.toml": read_pyproject,
    "setup.cfg": read_setup_cfg,
    "setup.py": read_setup_py,
    "Pipfile": read_pipfile,
    "pixi.toml": read_pixi,
    "environment.yml": read_conda,
    "environment.yaml": read_conda,
    "conda.yml": read_conda,
    "conda.yaml": read_conda,
    "uv.lock": read_lock,
    "poetry.lock": read_lock,
    "pdm.lock": read_lock,
    "Pipfile.lock": read_lock,
    "pixi.lock": read_pixi_lock,
}


def requirement_files(root, pyproject):
    names = ["requirements.txt", "src/requirements.txt", "requirements.in", "requirements.lock", "src/setup.py"]
    names += [name for name in READERS if name != "pyproject.toml"]
    names += sorted("requirements/" + path.name for path in (root / "requirements").glob("*.txt"))
    found = [name for name in names if (root / name).is_file() and not is_empty_list(root / name)]
    table = pyproject.get("project", {})
    tool = pyproject.get("tool", {})
    says = "dependencies" in table or "dependencies" in table.get("dynamic", [])
    if says or "dependencies" in tool.get("poetry", {}) or "pixi" in tool:
        found.append("pyproject.toml")
    return sorted(found)


def is_empty_list(path):
    """A list of requirements that names none, such as one that is commented out as a whole, decides nothing."""
    if path.name == "setup.cfg":
        return "install_requires" not in path.read_text(encoding="utf-8", errors="replace")
    if path.suffix not in (".txt", ".in", ".lock") or path.name in READERS:
        return False
    lines = path.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    return all(not line.strip() or line.strip().startswith("#") for line in lines)


def requirements_document(root, files, pyproject, locations):
    """The requirements in these files. An error in them does not fail the inspection: then nothing is checked."""
    try:
        return read(root, files, pyproject, locations.at)
    except Exception:
        return {"requires": [], "installs": None}


def read(root, files, pyproject, location_of):
    """`requires`, `installs` and `layout` of the document; `location_of(path, line)` returns a source location."""
    requirements = RequirementSet(root, pyproject, location_of)
    layouts = list(layouts_of(root, files, pyproject))
    layout = layouts[0] if layouts else Layout(None, [], root)
    deciding = deciding_files(requirements, files, layouts)
    requirements.groups = set(layout.groups)
    for file in deciding:
        read_file(requirements, file)
    if requirements.itself is not None:
        requirements.groups |= requirements.itself
        for file in ("pyproject.toml", "setup.cfg", "setup.py"):
            if (root / file).is_file() and file not in deciding:
                read_file(requirements, file)
    requirements.problems.extend(strangers(requirements))
    outdated = list(not_locked(requirements)) if layout.locked and deciding == layout.files else []
    for each in requirements.found.values():
        if each["name"] in requirements.pins:
            each.update(pinned=True, version=requirements.pins[each["name"]] or each["version"])
        each["installed"] = installed_version(each["name"])
    return {
        "requires": sorted(requirements.found.values(), key=lambda each: each["name"]),
        "installs": requirements.all_packages() if requirements.complete else None,
        "layout": dict(layout.document(requirements), outdated=outdated),
    }


def not_locked(requirements):
    """What is required and not in the lock file, or there with another version than the exact one that is required."""
    for each in requirements.found.values():
        name, version = each["name"], each["version"]
        locked = requirements.pins.get(name)
        if each["group"] is None and (name not in requirements.pins or (version and locked not in (None, version))):
            yield name


def deciding_files(requirements, files, layouts):
    """
    What the checks read. The project's own Dockerfile may install from other files than a generated one: then the files
    that it names, else all.
    """
    dockerfiles = [requirements.root / name for name in ("Dockerfile", "Containerfile")]
    own = next((requirements.text(path) for path in dockerfiles if path.is_file()), None)
    if own is None:
        return layouts[0].files if layouts else files
    for layout in layouts:
        if any(file in own for file in layout.files if file != "pyproject.toml"):
            return layout.files
    if INSTALLS_PROJECT.search(own):
        return next((layout.files for layout in layouts if layout.tool == "project"), files)
    return files


def read_file(requirements, file):
    path = requirements.root / file
    reader = READERS.get(path.name)
    if path.name == "pyproject.toml" and "pixi" in requirements.pyproject.get("tool", {}):
        read_pixi(requirements, path)
    if reader is not None:
        reader(requirements, path)
    else:
        read_lines(requirements, path, None)
