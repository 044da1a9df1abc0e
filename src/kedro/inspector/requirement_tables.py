# Reads the requirement files of other tools: pyproject.toml, lock files, conda, setup.cfg, Pipfile and pixi.toml.
import configparser
import re

from .requirement_set import normal
from .requirement_lines import read_line, read_lines


def read_pyproject(requirements, path):
    text = requirements.text(path)
    table = requirements.pyproject.get("project", {})
    tool = requirements.pyproject.get("tool", {})
    for requirement in table.get("dependencies", []):
        requirements.add(requirement, requirements.location_in(path, text, requirement))
    groups = dict(table.get("optional-dependencies", {}), **requirements.pyproject.get("dependency-groups", {}))
    for group, listed in groups.items():
        for requirement in listed:
            if isinstance(requirement, str):
                requirements.add(requirement, requirements.location_in(path, text, requirement), group)
    for key in ("dependencies", "optional-dependencies"):
        dynamic = tool.get("setuptools", {}).get("dynamic", {}).get(key, {})
        for group, part in [(None, dynamic)] if key == "dependencies" else dynamic.items():
            files = part.get("file", []) if isinstance(part, dict) else []
            for file in [files] if isinstance(files, str) else files:
                read_lines(requirements, requirements.root / file, group)
    poetry = tool.get("poetry", {})
    add_table(requirements, poetry.get("dependencies", {}), path, text, None)
    add_table(requirements, poetry.get("dev-dependencies", {}), path, text, "dev")
    for group, content in poetry.get("group", {}).items():
        add_table(requirements, content.get("dependencies", {}), path, text, group)


def add_table(requirements, table, path, text, group):
    """`name = "^1.0"`, or a table with `version`, `extras`, `path`, `git`."""
    for name, value in table.items():
        if normal(name) == "python":
            continue
        version = value if isinstance(value, str) else value.get("version", "") if isinstance(value, dict) else ""
        exact = bool(re.match(r"^(===?)?\s*\d[\w.+!]*$", str(version)))
        extras = value.get("extras", []) if isinstance(value, dict) else []
        requirements.extras.setdefault(normal(name), set()).update(normal(extra) for extra in extras)
        requirements.note(normal(name), exact, requirements.location_in(path, text, name), group)


def read_lock(requirements, path):
    """Every package of a lock file is pinned; other files list which packages the project requires itself."""
    for name in re.findall(r'^name = "([^"]+)"', requirements.text(path), re.MULTILINE):
        requirements.pins.add(normal(name))
        requirements.extras.setdefault(normal(name), set())


def read_conda(requirements, path):
    import yaml

    text = requirements.text(path)
    try:
        document = yaml.safe_load(text) or {}
    except yaml.YAMLError:
        requirements.complete = False
        return
    for part in (document.get("dependencies") if isinstance(document, dict) else None) or []:
        if isinstance(part, str):
            name, _, version = part.split("::")[-1].replace(" ", "").partition("=")
            name = re.split(r"[<>!~]", name)[0]
            if normal(name) not in ("python", "pip"):
                pinned = bool(re.match(r"^=?\d[^*<>,]*$", version))
                requirements.extras.setdefault(normal(name), set())
                requirements.note(normal(name), pinned, requirements.location_in(path, text, part), None)
        elif isinstance(part, dict):
            for line in part.get("pip") or []:
                read_line(requirements, str(line), path, 1, None, False)


def read_setup_cfg(requirements, path):
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(requirements.text(path))
    except configparser.Error:
        return
    for line in parser.get("options", "install_requires", fallback="").split("\n"):
        if line.strip():
            requirements.add(line, requirements.location_of(path, None))


def read_tables(requirements, path):
    """Pipfile and pixi.toml: tables of names and versions."""
    text = requirements.text(path)
    section, sections = None, ("packages", "dependencies", "pypi-dependencies")
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"^\s*\[([\w.-]+)\]", line)
        if header:
            section = header.group(1)
        entry = re.match(r"^\s*\"?([\w.-]+)\"?\s*=\s*(.+)$", line)
        name = normal(entry.group(1)) if entry and section in sections else "python"
        if name != "python":
            extras = re.search(r"extras\s*=\s*\[([^\]]*)\]", entry.group(2))
            found = re.findall(r"[\w.-]+", extras.group(1)) if extras else []
            requirements.extras.setdefault(name, set()).update(normal(extra) for extra in found)
            pinned = bool(re.search(r"[\"']===?\d[^*,]*[\"']", entry.group(2)))
            requirements.note(name, pinned, requirements.location_of(path, number), None)
