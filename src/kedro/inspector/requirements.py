# What a project's requirement files ask for, read without installing anything.
from .asked import Asked
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


def requirements_document(root, files, pyproject, places):
    """What these files ask for. Nothing in them is worth failing for: without an answer nothing is checked."""
    try:
        return read(root, files, pyproject, places.at)
    except Exception:
        return {"requires": [], "installs": None}


def read(root, files, pyproject, place_of):
    """`requires` and `installs` of the document; `place_of(path, line)` gives a place inside the project."""
    asked = Asked(root, pyproject, place_of)
    deciding = deciding_files(asked, files)
    for file in deciding:
        read_file(asked, file)
    if asked.has_itself:
        for file in files:
            if file not in deciding:
                read_file(asked, file)
    for name in asked.pins & set(asked.found):
        asked.found[name]["pinned"] = True
    return {
        "requires": sorted(asked.found.values(), key=lambda each: each["name"]),
        "installs": asked.brought() if asked.complete else None,
    }


def deciding_files(asked, files):
    """
    The files that the image is made from: a lock file with its pyproject.toml, else requirements.txt alone, where it is
    there.
    """
    dockerfile = asked.root / "Dockerfile"
    # One of the project's own may install something else.
    own = asked.text(dockerfile) if dockerfile.is_file() else None
    locked = [file for file in ("pyproject.toml", "uv.lock", "poetry.lock") if file in files]
    if "pyproject.toml" in locked and any(own is None or file in own for file in locked[1:]):
        return locked
    listed = [file for file in ("requirements.txt", "src/requirements.txt") if file in files][:1]
    return listed if listed and (own is None or listed[0] in own) else files


def read_file(asked, file):
    path = asked.root / file
    name = path.name
    if name == "pyproject.toml":
        read_pyproject(asked, path)
    elif name in ("uv.lock", "poetry.lock", "pdm.lock"):
        read_lock(asked, path)
    elif name in ("environment.yml", "environment.yaml", "conda.yml"):
        read_conda(asked, path)
    elif name == "setup.cfg":
        read_setup_cfg(asked, path)
    elif name in ("Pipfile", "pixi.toml"):
        read_tables(asked, path)
    elif name == "setup.py":
        # Only running it would tell.
        asked.complete = False
    else:
        read_lines(asked, path, "optional" if path.parent.name == "requirements" else None)
