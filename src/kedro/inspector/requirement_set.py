# The requirements of a project, and the packages that they install.
import re

# A requirement in the form of PEP 508: name, extras, version or URL. Markers (`;`) and options (` --`) are ignored.
LINE = re.compile(r"^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*?)\s*(?:;.*|\s--.*)?$", re.DOTALL)


def normal(name):
    """A normalized name, as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def extras_of(found):
    """The extras of a requirement that `LINE` has found."""
    return {normal(extra.strip()) for extra in (found.group(2) or "").split(",") if extra.strip()}


class RequirementSet:
    """`found`: the requirements by name. `complete`: false where a file has a requirement without a name."""

    def __init__(self, root, pyproject, location_of):
        self.root = root
        self.location_of = location_of
        self.pyproject = pyproject
        self.found = {}
        self.extras = {}
        self.pins = set()
        self.complete = True
        self.seen = set()
        self.has_itself = False

    def text(self, path):
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.complete = False
            return ""

    def location_in(self, path, text, word):
        line = next((number for number, line in enumerate(text.split("\n"), 1) if word in line), None)
        return self.location_of(path, line)

    def add(self, text, location, group=None):
        found = LINE.match(text.strip())
        if not found or not self.is_version(found.group(3)):
            self.complete = False
            return
        name = normal(found.group(1))
        self.extras.setdefault(name, set()).update(extras_of(found))
        self.note(name, bool(re.match(r"^(===?\s*[^\s,*]+|@.*)$", found.group(3), re.DOTALL)), location, group)

    def note(self, name, pinned, location, group):
        known = self.found.setdefault(name, {"name": name, "pinned": False, "group": group, "place": location})
        known["pinned"] = known["pinned"] or pinned
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
    """The requirements of an installed distribution with some of its extras; none where it is not installed."""
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
            result.append((normal(found.group(1)), extras_of(found)))
    return result
