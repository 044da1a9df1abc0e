# Reads a project's requirement files without installing anything.
from .requirement_set import RequirementSet
from .requirement_lines import read_lines
from .requirement_tables import read_conda, read_lock, read_pyproject, read_setup_cfg, read_tables


def requirement_files(root, pyproject):
    names = [
        "requirements.txt",
        "src/requirements.txt",
        "requirements.in",
        "requirements.lock",
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "pixi.toml",
        "Pipfile",
        "environment.yml",
        "environment.yaml",
        "conda.yml",
        "setup.py",
        "setup.cfg",
    ]
    found = [name for name in names if (root / name).is_file()]
    found += sorted("requirements/" + path.name for path in (root / "requirements").glob("*.txt"))
    table = pyproject.get("project", {})
    poetry = pyproject.get("tool", {}).get("poetry", {})
    if "dependencies" in table or "dependencies" in table.get("dynamic", []) or "dependencies" in poetry:
        found.append("pyproject.toml")
    return sorted(found)


def requirements_document(root, files, pyproject, locations):
    """The requirements in these files. An error in them does not fail the inspection: then nothing is checked."""
    try:
        return read(root, files, pyproject, locations.at)
    except Exception:
        return {"requires": [], "installs": None}


def read(root, files, pyproject, location_of):
    """`requires` and `installs` of the document; `location_of(path, line)` returns a source location in the project."""
    requirements = RequirementSet(root, pyproject, location_of)
    deciding = deciding_files(requirements, files)
    for file in deciding:
        read_file(requirements, file)
    if requirements.has_itself:
        for file in files:
            if file not in deciding:
                read_file(requirements, file)
    for name in requirements.pins & set(requirements.found):
        requirements.found[name]["pinned"] = True
    return {
        "requires": sorted(requirements.found.values(), key=lambda each: each["name"]),
        "installs": requirements.all_packages() if requirements.complete else None,
    }


def deciding_files(requirements, files):
    """
    The files that the image is built from: a lock file with its pyproject.toml, else requirements.txt alone, where it
    exists.
    """
    dockerfile = requirements.root / "Dockerfile"
    # The project's own Dockerfile may install from other files.
    own = requirements.text(dockerfile) if dockerfile.is_file() else None
    locked = [file for file in ("pyproject.toml", "uv.lock", "poetry.lock") if file in files]
    if "pyproject.toml" in locked and any(own is None or file in own for file in locked[1:]):
        return locked
    listed = [file for file in ("requirements.txt", "src/requirements.txt") if file in files][:1]
    return listed if listed and (own is None or listed[0] in own) else files


def read_file(requirements, file):
    path = requirements.root / file
    name = path.name
    if name == "pyproject.toml":
        read_pyproject(requirements, path)
    elif name in ("uv.lock", "poetry.lock", "pdm.lock"):
        read_lock(requirements, path)
    elif name in ("environment.yml", "environment.yaml", "conda.yml"):
        read_conda(requirements, path)
    elif name == "setup.cfg":
        read_setup_cfg(requirements, path)
    elif name in ("Pipfile", "pixi.toml"):
        read_tables(requirements, path)
    elif name == "setup.py":
        # Its requirements are known only by running it.
        requirements.complete = False
    else:
        read_lines(requirements, path, "optional" if path.parent.name == "requirements" else None)
