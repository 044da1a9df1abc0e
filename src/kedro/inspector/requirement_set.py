# The requirements of a project, and the packages that they install.
import re

from .installed_from import header_of
from .local_packages import LocalPackages, is_local
from .requirement_markers import applies

# A requirement in the form of PEP 508: name, extras, version or URL. Markers (`;`) and options (` --`) come after it.
LINE = re.compile(r"^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*?)\s*(?:;.*|\s--.*)?$", re.DOTALL)
# A field of the metadata of a package, which may go on in lines that are indented.
REQUIRES = re.compile(r"^Requires-Dist:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE | re.IGNORECASE)
EXACT = re.compile(r"^===?\s*([^\s,*]+)$")


def normal(name):
    """A normalized name, as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def extras_of(found):
    """The extras of a requirement that `LINE` has found."""
    return {normal(extra.strip()) for extra in (found.group(2) or "").split(",") if extra.strip()}


def marker_of(text):
    """The marker of a requirement; in a URL a `;` belongs to the marker only after a space."""
    if ";" not in text:
        return ""
    found = re.search(r"\s;(.*)$" if "@" in text.split(";")[0] else r";(.*)$", re.sub(r"\s--.*$", "", text), re.DOTALL)
    return found.group(1) if found else ""


class RequirementSet:
    """
    `found`: the requirements by name. `complete`: false where a file has a requirement whose packages are not known.
    `groups`: the optional groups that are installed all the same. `files`: the files that were read. `elsewhere`: names of
    packages that come from a path or a URL. `python`: the version of Python that conda or pixi installs.
    """

    def __init__(self, root, pyproject, location_of, local=None):
        self.root = root
        self.name = None
        self.location_of = location_of
        self.pyproject = pyproject
        self.found = {}
        self.extras = {}
        self.pins = {}
        self.complete = True
        self.files = []
        self.itself = None
        self.local = local or LocalPackages(root)
        self.sources = {}
        self.elsewhere = set()
        self.groups = set()
        self.uses_git = False
        self.python = None
        self.problems = self.local.problems

    def text(self, path):
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.complete = False
            return ""

    def location_in(self, path, text, word):
        line = next((number for number, line in enumerate(text.split("\n"), 1) if word in line), None)
        return self.location_of(path, line)

    def add(self, text, location, group=None, folder=None):
        if group in self.groups:
            group = None
        if not applies(marker_of(text)):
            return
        found = LINE.match(text.strip())
        if not found or not self.is_version(found.group(3)):
            self.complete = False
            return
        name = normal(found.group(1))
        source = self.sources.get(name, {})
        rest = found.group(3)
        if rest.startswith("@") and is_local(rest):
            self.add_local(text, location, group, folder, name, extras_of(found))
        elif "path" in source:
            self.add_local(source["path"], location, group, source["folder"], name, extras_of(found))
        else:
            self.note_git(source.get("git") or rest, location, group)
            if rest.startswith("@") or source:
                self.elsewhere.add(name)
            exact = EXACT.match(rest)
            self.add_extras(name, extras_of(found), group)
            self.note(name, bool(exact) or rest.startswith("@"), location, group, exact.group(1) if exact else None)

    def add_local(self, text, location, group=None, folder=None, name=None, extras=()):
        """A folder or file. Its own requirements are installed with it."""
        path = self.local.add(text, folder or self.root, location, optional=group is not None)
        if path == self.root:
            self.itself = (self.itself or set()) | set(extras)
            return
        package = self.read_folder(path, extras, group) if path and path.is_dir() else None
        # What a missing folder or an archive requires is not known.
        if group is None and not (path and path.is_dir()):
            self.complete = False
        name = name or (package and package.name)
        if name:
            self.elsewhere.add(name)
            self.note(name, True, location, group)

    def read_folder(self, path, extras, group):
        """What a local package requires; None for one that is read already, as where two refer to each other."""
        from .requirement_tables import read_package

        if path in self.files:
            return None
        self.files.append(path)
        package = RequirementSet(path, {}, self.location_of, self.local)
        package.files, package.groups = self.files, set(extras)
        read_package(package)
        if group is None:
            self.uses_git = self.uses_git or package.uses_git
            self.complete = self.complete and package.complete
            for name, requirement in package.found.items():
                if requirement["group"] is None:
                    self.add_extras(name, package.extras.get(name, set()), None)
        return package

    def add_extras(self, name, extras, group):
        """What is in an optional group is not installed."""
        if group is None:
            self.extras.setdefault(name, set()).update(extras)

    def note_git(self, text, location, group):
        if not re.search(r"git\+|^(?:https?|ssh|git)[:@].*\.git\b|^git@", text):
            return
        self.uses_git = self.uses_git or group is None
        if group is None and re.search(r"(?:git\+)?ssh://|git@[\w.-]+:", text):
            message = "%s needs an SSH key, which the build of an image does not have" % text.lstrip("@ ").strip()
            fix = "Use git+https://… where the repository is public, or require it from a package index"
            self.problems.append({"message": message, "fix": fix, "place": location})

    def note(self, name, pinned, location, group, version=None):
        if group in self.groups:
            group = None
        empty = {"name": name, "pinned": False, "version": None, "group": group, "place": location}
        known = self.found.setdefault(name, empty)
        known["pinned"] = known["pinned"] or pinned
        known["version"] = version or known["version"]
        if group is None and known["group"] is not None:
            known.update(group=None, place=location)

    @staticmethod
    def is_version(text):
        return text == "" or text[0] in "=<>!~@("

    def all_packages(self):
        """
        Names of all packages that are installed: the requirements, their own requirements, and so on, as far as they
        are installed in this Python. Extras are listed as `name[extra]`.
        """
        names = set()
        waiting = [(name, extras) for name, extras in self.extras.items()]
        waiting += [(name, set()) for name, each in self.found.items() if each["group"] is None]
        while waiting:
            name, extras = waiting.pop()
            new = {name} | {"%s[%s]" % (name, extra) for extra in extras}
            if new <= names:
                continue
            names |= new
            waiting.extend(needs(name, extras))
        return sorted(names)


def needs(name, extras):
    """The requirements of an installed distribution with some of its extras; none where it is not installed."""
    try:
        lines = requires_of(name)
    except Exception:
        return []
    result = []
    for line in lines:
        found = LINE.match(line) if applies(marker_of(line), extras) else None
        if found:
            result.append((normal(found.group(1)), extras_of(found)))
    return result


def requires_of(name):
    """As `importlib.metadata.requires`."""
    from importlib import metadata

    distribution = metadata.distribution(name)
    header = header_of(distribution)
    if header is None:
        return distribution.requires or []
    return [found.group(1) for found in REQUIRES.finditer(header)]
