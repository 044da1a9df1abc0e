# What a project's requirement files ask for, read without installing anything. Loaded by inspect.py, in the project's Python.
import configparser
import re
from pathlib import Path

# A requirement as PEP 508 spells it: name, extras, version or URL; what follows `;` or ` --` is for others.
LINE = re.compile(r"^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*?)\s*(?:;.*|\s--.*)?$", re.DOTALL)
MOST_FILES = 50


def normal(name):
    """A name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Requirements:
    """`found`: the requirements by name. `complete`: false where a file asks for something that has no name in it."""

    def __init__(self, root, files, pyproject, place_of):
        self.root = root
        self.place_of = place_of
        self.pyproject = pyproject
        self.found = {}
        self.extras = {}
        self.pins = set()
        self.complete = True
        self.seen = set()
        self.has_itself = False
        deciding = self.deciding(files)
        for file in deciding:
            self.read(file)
        if self.has_itself:
            for file in files:
                if file not in deciding:
                    self.read(file)
        for name in self.pins & set(self.found):
            self.found[name]["pinned"] = True

    def deciding(self, files):
        """The files that the image is made from: a lock file with its pyproject.toml, else requirements.txt alone, where it is there."""
        dockerfile = self.root / "Dockerfile"
        # One of the project's own may install something else.
        own = self.text(dockerfile) if dockerfile.is_file() else None
        locked = [file for file in ("pyproject.toml", "uv.lock", "poetry.lock") if file in files]
        if "pyproject.toml" in locked and any(own is None or file in own for file in locked[1:]):
            return locked
        listed = [file for file in ("requirements.txt", "src/requirements.txt") if file in files][:1]
        return listed if listed and (own is None or listed[0] in own) else files

    def read(self, file):
        path = self.root / file
        name = path.name
        if name == "pyproject.toml":
            self.read_pyproject(path)
        elif name in ("uv.lock", "poetry.lock", "pdm.lock"):
            self.read_lock(path)
        elif name in ("environment.yml", "environment.yaml", "conda.yml"):
            self.read_conda(path)
        elif name == "setup.cfg":
            self.read_setup_cfg(path)
        elif name in ("Pipfile", "pixi.toml"):
            self.read_tables(path)
        elif name == "setup.py":
            # Only running it would tell.
            self.complete = False
        else:
            self.read_lines(path, "optional" if path.parent.name == "requirements" else None)

    def text(self, path):
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.complete = False
            return ""

    # --- One requirement ----------------------------------------------------------------------------------------------

    def add(self, text, place, group=None):
        found = LINE.match(text.strip())
        if not found or not self.is_version(found.group(3)):
            self.complete = False
            return
        name = normal(found.group(1))
        self.extras.setdefault(name, set()).update(normal(extra.strip()) for extra in (found.group(2) or "").split(",") if extra.strip())
        self.note(name, bool(re.match(r"^(===?\s*[^\s,*]+|@.*)$", found.group(3), re.DOTALL)), place, group)

    def note(self, name, pinned, place, group):
        known = self.found.setdefault(name, {"name": name, "pinned": False, "group": group, "place": place})
        known["pinned"] = known["pinned"] or pinned
        if group is None and known["group"] is not None:
            known.update(group=None, place=place)

    @staticmethod
    def is_version(text):
        return text == "" or text[0] in "=<>!~@("

    # --- Kinds of files -----------------------------------------------------------------------------------------------

    def read_lines(self, path, group, constraints=False):
        path = path.resolve()
        if path in self.seen or len(self.seen) > MOST_FILES:
            return
        self.seen.add(path)
        # A line that ends with a backslash goes on in the next one; the number of the first one counts.
        pending, start = "", 0
        for number, line in enumerate(self.text(path).split("\n"), 1):
            start = start if pending else number
            pending += line.rstrip("\r")
            if pending.endswith("\\"):
                pending = pending[:-1] + " "
                continue
            self.read_line(re.sub(r"(^|\s)#.*", "", pending).strip(), path, start, group, constraints)
            pending = ""

    def read_line(self, line, path, number, group, constraints):
        option = re.match(r"^(?:-([rce])\s*|--(requirement|constraint|editable)(?:\s+|=))(.+)$", line)
        if option:
            kind = option.group(1) or option.group(2)[0]
            if kind == "e":
                self.unnamed(option.group(3))
            else:
                self.read_lines(path.parent / option.group(3).strip(), group, constraints or kind == "c")
        elif not line or line.startswith("-"):
            return
        elif constraints:
            found = LINE.match(line)
            if found and re.match(r"^===?\s*[^\s,*]+$", found.group(3)):
                self.pins.add(normal(found.group(1)))
        elif re.match(r"^(?:[a-z+]+://|\.{0,2}/|\.$|.*\.whl$)", line, re.IGNORECASE):
            self.unnamed(line)
        else:
            self.add(line, self.place_of(path, number), group)

    def unnamed(self, text):
        egg = re.search(r"#egg=([\w.-]+)", text)
        if egg:
            self.note(normal(egg.group(1)), True, None, None)
        elif re.match(r"^\.(\[|$|/?$)", text.strip()):
            # The project itself: what its own files ask for is brought too.
            self.has_itself = True
        else:
            self.complete = False

    def read_pyproject(self, path):
        text = self.text(path)
        table = self.pyproject.get("project", {})
        tool = self.pyproject.get("tool", {})
        for requirement in table.get("dependencies", []):
            self.add(requirement, self.place_in(path, text, requirement))
        groups = dict(table.get("optional-dependencies", {}), **self.pyproject.get("dependency-groups", {}))
        for group, requirements in groups.items():
            for requirement in requirements:
                if isinstance(requirement, str):
                    self.add(requirement, self.place_in(path, text, requirement), group)
        for key in ("dependencies", "optional-dependencies"):
            dynamic = tool.get("setuptools", {}).get("dynamic", {}).get(key, {})
            for group, part in [(None, dynamic)] if key == "dependencies" else dynamic.items():
                files = part.get("file", []) if isinstance(part, dict) else []
                for file in [files] if isinstance(files, str) else files:
                    self.read_lines(self.root / file, group)
        poetry = tool.get("poetry", {})
        self.add_table(poetry.get("dependencies", {}), path, text, None)
        self.add_table(poetry.get("dev-dependencies", {}), path, text, "dev")
        for group, content in poetry.get("group", {}).items():
            self.add_table(content.get("dependencies", {}), path, text, group)

    def add_table(self, table, path, text, group):
        """`name = "^1.0"`, or a table with `version`, `extras`, `path`, `git`."""
        for name, value in table.items():
            if normal(name) == "python":
                continue
            version = value if isinstance(value, str) else value.get("version", "") if isinstance(value, dict) else ""
            exact = bool(re.match(r"^(===?)?\s*\d[\w.+!]*$", str(version)))
            extras = value.get("extras", []) if isinstance(value, dict) else []
            self.extras.setdefault(normal(name), set()).update(normal(extra) for extra in extras)
            self.note(normal(name), exact, self.place_in(path, text, name), group)

    def place_in(self, path, text, word):
        line = next((number for number, line in enumerate(text.split("\n"), 1) if word in line), None)
        return self.place_of(path, line)

    def read_lock(self, path):
        """Every package of a lock file is pinned; what it is for, the files beside it say."""
        for name in re.findall(r'^name = "([^"]+)"', self.text(path), re.MULTILINE):
            self.pins.add(normal(name))
            self.extras.setdefault(normal(name), set())

    def read_conda(self, path):
        import yaml

        text = self.text(path)
        try:
            document = yaml.safe_load(text) or {}
        except yaml.YAMLError:
            self.complete = False
            return
        for part in (document.get("dependencies") if isinstance(document, dict) else None) or []:
            if isinstance(part, str):
                name, _, version = part.split("::")[-1].replace(" ", "").partition("=")
                name = re.split(r"[<>!~]", name)[0]
                if normal(name) not in ("python", "pip"):
                    pinned = bool(re.match(r"^=?\d[^*<>,]*$", version))
                    self.extras.setdefault(normal(name), set())
                    self.note(normal(name), pinned, self.place_in(path, text, part), None)
            elif isinstance(part, dict):
                for line in part.get("pip") or []:
                    self.read_line(str(line), path, 1, None, False)

    def read_setup_cfg(self, path):
        parser = configparser.ConfigParser(interpolation=None)
        try:
            parser.read_string(self.text(path))
        except configparser.Error:
            return
        for line in parser.get("options", "install_requires", fallback="").split("\n"):
            if line.strip():
                self.add(line, self.place_of(path, None))

    def read_tables(self, path):
        """Pipfile and pixi.toml: tables of names and versions."""
        text = self.text(path)
        section = None
        for number, line in enumerate(text.split("\n"), 1):
            header = re.match(r"^\s*\[([\w.-]+)\]", line)
            if header:
                section = header.group(1)
            entry = re.match(r"^\s*\"?([\w.-]+)\"?\s*=\s*(.+)$", line)
            if entry and section in ("packages", "dependencies", "pypi-dependencies") and normal(entry.group(1)) != "python":
                extras = re.search(r"extras\s*=\s*\[([^\]]*)\]", entry.group(2))
                names = re.findall(r"[\w.-]+", extras.group(1)) if extras else []
                self.extras.setdefault(normal(entry.group(1)), set()).update(normal(name) for name in names)
                self.note(normal(entry.group(1)), bool(re.search(r"[\"']===?\d[^*,]*[\"']", entry.group(2))), self.place_of(path, number), None)

    # --- What they bring ----------------------------------------------------------------------------------------------

    def brought(self):
        """
        Names of all that gets installed, as far as it is installed here too: what is asked for, what that needs, and so on;
        with extras as `name[extra]`, which is all that is known of what is not installed here.
        """
        names = set()
        waiting = [(name, extras) for name, extras in self.extras.items()]
        waiting += [(name, set()) for name in self.found]
        while waiting:
            name, extras = waiting.pop()
            new = {name} | {"%s[%s]" % (name, extra) for extra in extras}
            if new <= names:
                continue
            names |= new
            waiting.extend(needs(name, extras))
        return sorted(names)


def needs(name, extras):
    """What an installed distribution asks for, with some of its extras; nothing where it is not installed."""
    from importlib import metadata

    try:
        lines = metadata.requires(name) or []
    except Exception:
        return []
    result = []
    for line in lines:
        wanted = {normal(extra) for extra in re.findall(r"extra\s*==\s*['\"]([^'\"]+)['\"]", line)}
        found = LINE.match(line)
        if found and (not wanted or wanted & extras):
            own = {normal(extra.strip()) for extra in (found.group(2) or "").split(",") if extra.strip()}
            result.append((normal(found.group(1)), own))
    return result


def read(root, files, pyproject, place_of):
    """`requires` and `installs` of the project document; `place_of(path, line)` gives a place inside the project."""
    requirements = Requirements(Path(root), files, pyproject, place_of)
    return {
        "requires": sorted(requirements.found.values(), key=lambda each: each["name"]),
        "installs": requirements.brought() if requirements.complete else None,
    }
