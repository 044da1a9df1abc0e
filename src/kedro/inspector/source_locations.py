# Source locations in the project, and short messages of errors.
import os
import re
import sys
import traceback
from pathlib import Path

INSTALLED = {"site-packages", "dist-packages"}


class SourceLocations:
    """Turns absolute paths into source locations in the project."""

    def __init__(self, root):
        self.root = root
        self.others = []
        self.known = {}
        self.folders = {}
        self.tops = {"", os.curdir, os.pardir, *INSTALLED, root.name}

    def include(self, *folders):
        """Files in folders outside the project have source locations too, such as ../conf/base/catalog.yml."""
        self.others += [Path(os.path.realpath(str(folder))) for folder in folders]
        self.tops.update(folder.name for folder in self.others)
        self.known.clear()
        self.folders.clear()

    def loaded_files(self):
        """The Python files of the project that are loaded: their paths, sorted, also relative to the project."""
        files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        for file in sorted({file for file in files if isinstance(file, str) and file.endswith(".py")}):
            relative = self.relative(file)
            if relative is not None and os.path.isfile(file):
                yield file, relative

    def relative(self, path):
        """Path relative to the project with forward slashes; None for files outside it and in virtual environments."""
        key = str(path)
        if key not in self.known:
            self.known[key] = self.find_relative(key)
        return self.known[key]

    def find_relative(self, path):
        if path.startswith("<"):
            return None  # code without a file, such as <frozen os>
        # Following the links of each path is slow: most files are of installed packages, many in one folder.
        folder, name = os.path.split(path)
        if name in self.tops or os.path.islink(path):
            return self.inside(os.path.realpath(path))
        if folder not in self.folders:
            self.folders[folder] = self.inside(os.path.realpath(folder))
        inside = self.folders[folder]
        return inside and (name if inside == "." else inside + "/" + name)

    def inside(self, path):
        """A real path relative to the project."""
        real = Path(path)
        try:
            inside = real.relative_to(self.root)
        except ValueError:
            if not any(folder == real or folder in real.parents for folder in self.others):
                return None
            inside = Path(os.path.relpath(str(real), str(self.root)))
        if INSTALLED & set(inside.parts):
            return None
        return inside.as_posix()

    def at(self, path, line=None):
        file = self.relative(path)
        return None if file is None else {"file": file, "line": line if line and line > 0 else None}

    def of_error(self, error):
        """The deepest line of the project in a traceback."""
        if isinstance(error, SyntaxError) and error.filename:
            location = self.at(error.filename, error.lineno)
            if location:
                return location
        frames = traceback.extract_tb(error.__traceback__)
        locations = (self.at(frame.filename, frame.lineno) for frame in reversed(frames))
        return next((location for location in locations if location), None)

    def of_traceback_text(self, text):
        locations = (self.at(file, int(line)) for file, line in re.findall(r'File "([^"]+)", line (\d+)', text)[::-1])
        return next((location for location in locations if location), None)

    def shorten(self, text):
        return text.replace(str(self.root) + os.sep, "").replace(str(self.root), ".")


def root_cause(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def text_of(error):
    """The text of an error; empty where making it fails too."""
    try:
        return str(error)
    except Exception:
        return ""


def words(error):
    """`KeyError: 'x'`, first line only."""
    text = text_of(error).strip().split("\n")[0][:500]
    return type(error).__name__ + (": " + text if text else "")
