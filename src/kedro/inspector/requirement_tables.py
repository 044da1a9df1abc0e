# Reads the requirement files of other tools: pyproject.toml, conda, setup.py, setup.cfg, Pipfile and pixi.toml.
import ast
import configparser
import re

from .local_packages import is_local
from .project_settings import load_toml
from .requirement_lines import read_line, read_lines
from .requirement_set import normal
from .requirement_markers import applies
from .workspace import sources_of

# Conda packages whose name on the package index is another one, as far as datasets need them.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "dask-core": "dask", "pytables": "tables", "pytorch": "torch"}


def read_package(requirements):
    """The files of a local package; what they require is installed with it."""
    root = requirements.root
    if (root / "pyproject.toml").is_file():
        try:
            requirements.pyproject = load_toml(root / "pyproject.toml")
        except Exception:
            requirements.complete = False
            return
        requirements.name = normal(requirements.pyproject.get("project", {}).get("name", "")) or None
        read_pyproject(requirements, root / "pyproject.toml")
    if (root / "setup.cfg").is_file():
        read_setup_cfg(requirements, root / "setup.cfg")
    if (root / "setup.py").is_file():
        read_setup_py(requirements, root / "setup.py")


def read_pyproject(requirements, path):
    text = requirements.text(path)
    table = requirements.pyproject.get("project", {})
    tool = requirements.pyproject.get("tool", {})
    requirements.sources = sources_of(requirements.root, requirements.pyproject)
    for requirement in table.get("dependencies", []):
        requirements.add(requirement, requirements.location_in(path, text, requirement))
    groups = dict(table.get("optional-dependencies", {}), **requirements.pyproject.get("dependency-groups", {}))
    environment = tool.get("hatch", {}).get("envs", {}).get("default", {})
    if environment.get("dependencies"):
        groups["hatch environment default"] = environment["dependencies"]
    for group, listed in groups.items():
        for requirement in listed:
            if isinstance(requirement, str):
                place = requirements.location_in(path, text, requirement)
                requirements.add(requirement, place, group)
            elif isinstance(requirement, dict) and group in requirements.groups:
                for each in groups.get(requirement.get("include-group"), []):
                    if isinstance(each, str):
                        requirements.add(each, requirements.location_in(path, text, each), group)
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
    if requirements.name is None and poetry.get("name"):
        requirements.name = normal(poetry["name"])


def add_table(requirements, table, path, text, group, conda=False):
    """`name = "^1.0"`, or a table with `version`, `extras`, `path`, `git`, `markers`, or a list of such tables."""
    group = None if group in requirements.groups else group
    for key, listed in table.items():
        name = CONDA_NAMES.get(normal(key), normal(key)) if conda else normal(key)
        if name in ("python", "pip"):
            continue
        for value in listed if isinstance(listed, list) else [listed]:
            value = value if isinstance(value, dict) else {"version": str(value)}
            if not applies_here(value):
                continue
            place = requirements.location_in(path, text, key)
            extras = {normal(extra) for extra in value.get("extras", [])}
            local = value.get("path") or (value.get("file") if is_local(str(value.get("file", ""))) else None)
            if local:
                requirements.add_local(local, place, group, path.parent, name, extras)
                continue
            git = value.get("git")
            requirements.note_git("git+" + git if git else "", place, group)
            exact = re.match(r"^(?:===?)?\s*(\d[\w.+!]*)$", str(value.get("version", "")))
            requirements.add_extras(name, extras, group)
            requirements.note(name, bool(exact or git), place, group, exact.group(1) if exact else None)


def applies_here(value):
    """The conditions of Poetry and Pipenv: `markers`, `platform`, or a name of a marker as key."""
    markers = [value["markers"]] if value.get("markers") else []
    markers += ["sys_platform == '%s'" % value["platform"]] if value.get("platform") else []
    markers += ["%s %s" % (key, value[key]) for key in ("sys_platform", "os_name", "platform_system") if key in value]
    return all(applies(str(marker)) for marker in markers)


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
            found = re.match(r"^(?:[^\s:]+::)?([\w.-]+)\s*(?:\[version=[\"']?([^\"'\]]*).*\]|(.*))$", part.strip())
            name = normal(found.group(1)) if found else "python"
            version = (found.group(2) or found.group(3) or "").strip() if found else ""
            if name == "python":
                requirements.python = minor_of(version)
            elif name != "pip":
                exact = re.match(r"^(?:={1,2}\s*)?(\d[^*<>,=|\s]*)(?:[=\s].*)?$", version)
                name = CONDA_NAMES.get(name, name)
                requirements.add_extras(name, (), None)
                place = requirements.location_in(path, text, part)
                requirements.note(name, bool(exact), place, None, exact.group(1) if exact else None)
        elif isinstance(part, dict):
            for line in part.get("pip") or []:
                place = requirements.location_in(path, text, str(line))
                read_line(requirements, str(line).strip(), path, (place or {}).get("line") or 1, None)


def read_setup_cfg(requirements, path):
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(requirements.text(path))
    except configparser.Error:
        return
    requirements.name = requirements.name or normal(parser.get("metadata", "name", fallback="")) or None
    listed = parser.get("options", "install_requires", fallback="").strip()
    if listed.startswith("file:"):
        for file in re.split(r"[,\s]+", listed[5:].strip()):
            read_lines(requirements, requirements.root / file, None)
        return
    for line in listed.split("\n"):
        if line.strip():
            requirements.add(line, requirements.location_of(path, None))
    if parser.has_section("options.extras_require"):
        for group, lines in parser.items("options.extras_require"):
            for line in lines.split("\n"):
                if line.strip():
                    requirements.add(line, requirements.location_of(path, None), group)


def read_setup_py(requirements, path):
    """The list after `install_requires=`, where it is written there; other code is known only by running it."""
    text = requirements.text(path)
    try:
        tree = ast.parse(text)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        named = {keyword.arg: keyword.value for call in calls for keyword in call.keywords}
        values = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        listed = named["install_requires"]
        for line in ast.literal_eval(values.get(getattr(listed, "id", None), listed)):
            requirements.add(line, requirements.location_in(path, text, line))
    except (SyntaxError, ValueError, KeyError, TypeError):
        requirements.complete = False


def read_pipfile(requirements, path):
    table, text = toml_of(requirements, path)
    add_table(requirements, table.get("packages", {}), path, text, None)
    add_table(requirements, table.get("dev-packages", {}), path, text, "dev-packages")


def read_pixi(requirements, path):
    """pixi.toml, or `tool.pixi` of pyproject.toml: what the environment `default` gets on Linux."""
    table, text = toml_of(requirements, path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("pixi", {})
    default = table.get("environments", {}).get("default", [])
    wanted = default.get("features", []) if isinstance(default, dict) else default
    features = [(None, table)]
    features += [(None if name in wanted else name, each) for name, each in table.get("feature", {}).items()]
    for group, feature in features:
        targets = [each for name, each in feature.get("target", {}).items() if name in ("linux", "unix", "linux-64")]
        for part in [feature, *targets]:
            add_table(requirements, part.get("dependencies", {}), path, text, group, conda=True)
            add_table(requirements, part.get("pypi-dependencies", {}), path, text, group)
    requirements.python = minor_of(str(table.get("dependencies", {}).get("python", "")))
    check_platforms(requirements, path, text, table)


def minor_of(version):
    """`3.11` of `=3.11.*`; None where a range of versions fits."""
    found = re.match(r"^[=~\s]*(3\.\d+)(?:\.[\d*]+)?$", version)
    return found.group(1) if found else None


def check_platforms(requirements, path, text, table):
    listed = (table.get("workspace") or table.get("project") or {}).get("platforms", [])
    names = [each.get("platform", "") if isinstance(each, dict) else str(each) for each in listed]
    if names and not any(name.startswith("linux-") for name in names):
        message = "%s has no platform for the image: it lists %s" % (path.name, ", ".join(names))
        place = requirements.location_in(path, text, "platforms")
        fix = "Run: pixi workspace platform add linux-64"
        requirements.problems.append({"message": message, "fix": fix, "place": place})


def toml_of(requirements, path):
    try:
        return load_toml(path), requirements.text(path)
    except Exception:
        requirements.complete = False
        return {}, ""
