# What the project takes from its surroundings while it is read: variables that it does not find, variables that it sets
# from a .env file, and files that are neither code nor configuration.
import os
import sys

from .read_names import OWN, ReadNames
from .source_locations import SourceLocations

READERS = ("omegaconf", "dotenv")


def variable_of(error):
    """The environment variable whose absence is the error; None for any other error."""
    step = getattr(error, "__traceback__", None)
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    code = step and step.tb_frame.f_code
    if isinstance(error, KeyError) and code and code.co_name == "__getitem__" and code.co_filename in OWN:
        return error.args[0]
    return None


class Variables:
    """Watches `os.environ` while the project is read."""

    def __init__(self, root, without=()):
        """`without`: names of variables that the project may not set, as if it had not found the file with them."""
        self.locations = SourceLocations(root)
        self.without = set(without)
        self.missing = {}
        self.assigned = {}
        self.files = {}
        self.opened = None
        self.read = ReadNames(self.locations)

    def watch(self):
        plain = type(os.environ)
        watcher = self

        class Watched(plain):
            def __getitem__(self, name):
                watcher.read.note(name)
                try:
                    return plain.__getitem__(self, name)
                except KeyError:
                    watcher.note_missing(name)
                    raise

            def __iter__(self):
                watcher.read.note_all()
                return plain.__iter__(self)

            def __setitem__(self, name, value):
                if watcher.may_set(name):
                    plain.__setitem__(self, name, value)

        os.environ.__class__ = Watched
        sys.addaudithook(self.note_opened)

    def note_missing(self, name):
        known, location, called = self.reader()
        if known:
            # `os.environ.get` of the project has a value without the variable too.
            optional = location is not None and bool({"get", "getenv", "__contains__"} & called)
            before = self.missing.get(name)
            if before is None or (before["optional"] and not optional):
                self.missing[name] = {"place": location, "optional": optional}

    def may_set(self, name):
        known, location, _ = self.reader()
        if not known:
            return True
        # What the project sets by itself, without a file, is set in a task too.
        if self.opened is not None and name not in self.assigned:
            self.assigned[name] = {"file": self.opened, "place": location}
        return name not in self.without

    def note_opened(self, event, arguments):
        if event != "open" or not isinstance(arguments[0], str) or "r" not in (arguments[1] or ""):
            return
        if arguments[0].endswith((".py", ".pyc")):
            return
        # Most files are outside of the project, and the look at the callers is slow.
        file = self.locations.relative(os.path.abspath(arguments[0]))
        if file is None:
            return
        known, location, _ = self.reader()
        if not known:
            return
        self.files.setdefault(file, location)
        name = os.path.basename(file)
        if name == ".env" or name.startswith(".env.") or name.endswith(".env"):
            self.opened = file

    def reader(self):
        """Whether the project or its configuration does this, the line of the project, and the functions of os it called."""
        frame = sys._getframe(2)
        by_reader = False
        called = set()
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith("<frozen importlib"):
                break  # a library that is being imported reads it for itself
            if file in OWN:
                called.add(frame.f_code.co_name)
            else:
                location = self.locations.at(file, frame.f_lineno)
                if location:
                    return True, location, called
                by_reader = by_reader or any(os.sep + package + os.sep in file for package in READERS)
            frame = frame.f_back
        return by_reader, None, called

    def locate(self, configuration):
        """The configuration reads variables through interpolations: their source location is the line with the name."""
        for name, found in self.missing.items():
            found["place"] = found["place"] or configuration.line_with(name)

    def document(self):
        return {
            "missing": [dict(found, name=name) for name, found in sorted(self.missing.items())],
            "assigned": [dict(found, name=name) for name, found in sorted(self.assigned.items())],
            "files": [{"file": file, "place": place} for file, place in sorted(self.files.items())],
        }
