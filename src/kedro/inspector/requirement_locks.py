# Reads lock files: the versions that the image gets, and whether they know all that is required.
import json
import re

from .requirement_markers import applies
from .requirement_set import normal
from .requirement_tables import CONDA_NAMES, toml_of


def read_lock(requirements, path):
    """Every package of a lock file is pinned; other files list which packages the project requires itself."""
    versions = pipfile_versions(requirements, path) if path.name == "Pipfile.lock" else toml_versions(requirements, path)
    requirements.pins.update(versions)
    for name in versions:
        requirements.extras.setdefault(name, set())


def pipfile_versions(requirements, path):
    try:
        table = json.loads(requirements.text(path)).get("default", {})
    except (ValueError, AttributeError):
        requirements.complete = False
        return {}
    return {normal(name): str(each.get("version", "")).lstrip("=") or None for name, each in table.items()}


def toml_versions(requirements, path):
    table, _ = toml_of(requirements, path)
    packages = [each for each in table.get("package", []) if isinstance(each, dict) and "name" in each]
    if path.name == "uv.lock":
        packages = reachable(requirements, packages, path.parent)
    wanted = {"main", "default"} | requirements.groups
    return {
        normal(each["name"]): each.get("version")
        for each in packages
        if not each.get("groups") or wanted & set(each["groups"])
    }


def reachable(requirements, packages, folder):
    """The packages of uv.lock that the project needs, without its development groups."""
    by_name = {}
    for package in packages:
        by_name.setdefault(package["name"], []).append(package)
    project = next((each for each in packages if is_at(each, requirements.root, folder)), None)
    if project is None:
        return packages
    found, seen = [], set()
    listed = list(project.get("dependencies", []))
    for group in requirements.groups:
        listed += project.get("dev-dependencies", {}).get(group, [])
    while listed:
        dependency = listed.pop()
        key = (dependency["name"], tuple(dependency.get("extra", [])), dependency.get("version"))
        if key in seen or not applies(dependency.get("marker", "")):
            continue
        seen.add(key)
        for package in by_name.get(dependency["name"], []):
            if dependency.get("version") in (None, package.get("version")):
                found.append(package)
                listed += package.get("dependencies", [])
                for extra in dependency.get("extra", []):
                    listed += package.get("optional-dependencies", {}).get(extra, [])
                requirements.add_extras(normal(package["name"]), {normal(each) for each in dependency.get("extra", [])}, None)
    return found


def is_at(package, root, folder):
    source = package.get("source", {})
    path = source.get("editable") or source.get("virtual") or source.get("directory")
    return path is not None and (folder / path).resolve() == root


def read_pixi_lock(requirements, path):
    """`- conda: …/kedro-1.7.0-pyhd8ed1ab_0.conda`, `- pypi: …/kedro-1.7.0-py3-none-any.whl`, `name: kedro`."""
    text = requirements.text(path)
    found = re.findall(r"^\s*(?:- )?(?:conda|pypi|url): \S*/([\w.]+(?:-[A-Za-z][\w.]*)*)-(\d[^-\s]*)-\S*$", text, re.MULTILINE)
    named = re.findall(r"^\s*(?:- )?name: ([\w.-]+)$", text, re.MULTILINE)
    versions = dict({name: None for name in named}, **dict(found))
    for name, version in versions.items():
        name = CONDA_NAMES.get(normal(name), normal(name))
        requirements.pins[name] = version
