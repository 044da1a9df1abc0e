# The names of the variables that were read, by the project or by a library.
import os
import sys

from .callers import caller

# Frames of the class that watches `os.environ`, of the one that it replaces, and of the mappings that call it.
OWN = {os.path.join(os.path.dirname(__file__), "variables.py"), __file__, os.__file__}
OWN |= {sys.modules["_collections_abc"].__file__ or "", "<frozen os>", "<frozen _collections_abc>"}


class ReadNames:
    def __init__(self, locations):
        self.locations = locations
        self.names = set()
        self.is_all = False
        # Libraries look through all names for those that begin with their own, such as FSSPEC_.
        self.searching = {}

    def note(self, name):
        if reading_code() not in self.searching:
            self.names.add(name)

    def note_all(self):
        if caller(self.locations, 1) == "project":
            self.is_all = True
            return
        code = reading_code()
        self.searching[code] = package_of(code.co_filename)

    def has_any_of(self, names):
        prefixes = {package.upper() for package in self.searching.values()}
        return bool(names) and (
            self.is_all or bool(self.names & names) or any(prefix in name for prefix in prefixes for name in names)
        )


def reading_code():
    """The innermost function that is not of the mapping."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename in OWN:
        frame = frame.f_back
    return frame.f_code


def package_of(file):
    parts = file.replace(os.sep, "/").split("/")
    installed = [index for index, part in enumerate(parts[:-1]) if part in ("site-packages", "dist-packages")]
    return parts[installed[-1] + 1 if installed else -1].split(".")[0]
