# What is asked for: one requirement after another, and all that they bring.
import re

# A requirement as PEP 508 spells it: name, extras, version or URL; what follows `;` or ` --` is for others.
LINE = re.compile(r"^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*?)\s*(?:;.*|\s--.*)?$", re.DOTALL)


def normal(name):
    """A name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def extras_of(found):
    """The extras of a requirement that `LINE` has found."""
    return {normal(extra.strip()) for extra in (found.group(2) or "").split(",") if extra.strip()}


class Asked:
    """`found`: the requirements by name. `complete`: false where a file asks for something that has no name in it."""

    def __init__(self, root, pyproject, place_of):
        self.root = root
        self.place_of = place_of
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

    def place_in(self, path, text, word):
        line = next((number for number, line in enumerate(text.split("\n"), 1) if word in line), None)
        return self.place_of(path, line)

    def add(self, text, place, group=None):
        found = LINE.match(text.strip())
        if not found or not self.is_version(found.group(3)):
            self.complete = False
            return
        name = normal(found.group(1))
        self.extras.setdefault(name, set()).update(extras_of(found))
        self.note(name, bool(re.match(r"^(===?\s*[^\s,*]+|@.*)$", found.group(3), re.DOTALL)), place, group)

    def note(self, name, pinned, place, group):
        known = self.found.setdefault(name, {"name": name, "pinned": False, "group": group, "place": place})
        known["pinned"] = known["pinned"] or pinned
        if group is None and known["group"] is not None:
            known.update(group=None, place=place)

    @staticmethod
    def is_version(text):
        return text == "" or text[0] in "=<>!~@("

    def brought(self):
        """
        Names of all that gets installed, as far as it is installed here too: what is asked for, what that needs, and so
        on; with extras as `name[extra]`, which is all that is known of what is not installed here.
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
            result.append((normal(found.group(1)), extras_of(found)))
    return result
