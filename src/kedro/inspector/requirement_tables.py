# Files of other tools that ask for requirements: pyproject.toml, lock files, conda, setup.cfg, Pipfile and pixi.toml.
import configparser
import re

from .asked import normal
from .requirement_lines import read_line, read_lines


def read_pyproject(asked, path):
    text = asked.text(path)
    table = asked.pyproject.get("project", {})
    tool = asked.pyproject.get("tool", {})
    for requirement in table.get("dependencies", []):
        asked.add(requirement, asked.place_in(path, text, requirement))
    groups = dict(table.get("optional-dependencies", {}), **asked.pyproject.get("dependency-groups", {}))
    for group, listed in groups.items():
        for requirement in listed:
            if isinstance(requirement, str):
                asked.add(requirement, asked.place_in(path, text, requirement), group)
    for key in ("dependencies", "optional-dependencies"):
        dynamic = tool.get("setuptools", {}).get("dynamic", {}).get(key, {})
        for group, part in [(None, dynamic)] if key == "dependencies" else dynamic.items():
            files = part.get("file", []) if isinstance(part, dict) else []
            for file in [files] if isinstance(files, str) else files:
                read_lines(asked, asked.root / file, group)
    poetry = tool.get("poetry", {})
    add_table(asked, poetry.get("dependencies", {}), path, text, None)
    add_table(asked, poetry.get("dev-dependencies", {}), path, text, "dev")
    for group, content in poetry.get("group", {}).items():
        add_table(asked, content.get("dependencies", {}), path, text, group)


def add_table(asked, table, path, text, group):
    """`name = "^1.0"`, or a table with `version`, `extras`, `path`, `git`."""
    for name, value in table.items():
        if normal(name) == "python":
            continue
        version = value if isinstance(value, str) else value.get("version", "") if isinstance(value, dict) else ""
        exact = bool(re.match(r"^(===?)?\s*\d[\w.+!]*$", str(version)))
        extras = value.get("extras", []) if isinstance(value, dict) else []
        asked.extras.setdefault(normal(name), set()).update(normal(extra) for extra in extras)
        asked.note(normal(name), exact, asked.place_in(path, text, name), group)


def read_lock(asked, path):
    """Every package of a lock file is pinned; what it is for, the files beside it say."""
    for name in re.findall(r'^name = "([^"]+)"', asked.text(path), re.MULTILINE):
        asked.pins.add(normal(name))
        asked.extras.setdefault(normal(name), set())


def read_conda(asked, path):
    import yaml

    text = asked.text(path)
    try:
        document = yaml.safe_load(text) or {}
    except yaml.YAMLError:
        asked.complete = False
        return
    for part in (document.get("dependencies") if isinstance(document, dict) else None) or []:
        if isinstance(part, str):
            name, _, version = part.split("::")[-1].replace(" ", "").partition("=")
            name = re.split(r"[<>!~]", name)[0]
            if normal(name) not in ("python", "pip"):
                pinned = bool(re.match(r"^=?\d[^*<>,]*$", version))
                asked.extras.setdefault(normal(name), set())
                asked.note(normal(name), pinned, asked.place_in(path, text, part), None)
        elif isinstance(part, dict):
            for line in part.get("pip") or []:
                read_line(asked, str(line), path, 1, None, False)


def read_setup_cfg(asked, path):
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(asked.text(path))
    except configparser.Error:
        return
    for line in parser.get("options", "install_requires", fallback="").split("\n"):
        if line.strip():
            asked.add(line, asked.place_of(path, None))


def read_tables(asked, path):
    """Pipfile and pixi.toml: tables of names and versions."""
    text = asked.text(path)
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
            asked.extras.setdefault(name, set()).update(normal(extra) for extra in found)
            pinned = bool(re.search(r"[\"']===?\d[^*,]*[\"']", entry.group(2)))
            asked.note(name, pinned, asked.place_of(path, number), None)
