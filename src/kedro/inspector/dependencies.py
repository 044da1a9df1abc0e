# What reading the project depended on: the files that were opened, the folders that were listed, and the paths that were
# looked for. As long as all of it stays the same, the same request has the same answer.
import functools
import json
import os
import site
import sys
import sysconfig

from .callers import caller
from .hook_guard import Guard
from .read_files import ReadFiles
from .read_paths import source_of, text_of

# Programs and servers may answer in another way the next time.
PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
OUTSIDE = ("socket.connect", "socket.getaddrinfo", "socket.sendto", *PROGRAMS, "os.fork", "os.forkpty")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# Their files are the state of the system.
SYSTEM = ("/proc/", "/sys/", "/dev/")


class Dependencies:
    def __init__(self, locations, own, digests=False):
        """`own`: the folder of the request; `digests`: whether the content of the project's files counts."""
        self.locations = locations
        self.own = {own}
        self.opened = set()
        self.listed = set()
        self.asked = set()
        self.is_outside = False
        others = [sysconfig.get_path("stdlib"), *list_of_sites(), *SYSTEM] if digests else []
        self.files = ReadFiles(others, locations.root / "pyproject.toml") if digests else None

    def watch(self):
        sys.addaudithook(self.note)
        for name in ("stat", "lstat"):
            self.watch_function(name)

    def watch_function(self, name):
        original = getattr(os, name)
        asked = self.asked

        @functools.wraps(original)
        def watched(path, *args, **kwargs):
            asked.add(path)
            return original(path, *args, **kwargs)

        setattr(os, name, watched)
        for supporting in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if original in supporting:
                supporting.add(watched)
        # Python before 3.10 has copies of both there.
        accessor = getattr(sys.modules.get("pathlib"), "_NormalAccessor", None)
        if accessor is not None:
            setattr(accessor, name, staticmethod(watched))

    def note(self, event, arguments):
        if event == "open":
            writes = isinstance(arguments[2], int) and arguments[2] & WRITES
            if not writes:
                self.opened.add(arguments[0])
            if self.files is not None:
                self.files.note(arguments[0], writes)
        elif event == "os.rename" and self.files is not None:
            self.files.note(arguments[1], True)
        elif event == "sqlite3.connect":
            self.opened.add(arguments[0])
        elif event in ("os.listdir", "os.scandir"):
            self.listed.add(arguments[0] or os.curdir)
        elif event in OUTSIDE and not Guard.active and caller(self.locations, 1) != "import":
            self.is_outside = True
            if event in PROGRAMS and self.files is not None:
                self.files.has_programs = True

    def so_far(self):
        """The files and folders that were read until now, and the paths that were only looked for, without pyproject.toml."""
        pyproject = {str(self.locations.root / "pyproject.toml")}
        read = self.absolute(self.opened.union(self.listed, files_of_modules(), sys.path_importer_cache)) - pyproject
        return sorted(read), sorted(self.absolute(self.asked) - read - pyproject)

    def document(self):
        """None where the answer depended on more than files."""
        if self.is_outside:
            return None
        environment = [os.path.join(folder, "pyvenv.cfg") for folder in (sys.prefix, os.path.dirname(sys.executable))]
        sites = list_of_sites()
        files = [os.path.join(folder, name) for folder in sites for name in names_in(folder) if name.endswith(".pth")]
        opened = self.absolute(self.opened.union(files_of_modules(), environment, files, [sys.executable]))
        listed = self.absolute(self.listed.union(sys.path_importer_cache, sites))
        asked = self.absolute(self.asked.union(sys.path)) - opened - listed
        library = sysconfig.get_path("stdlib")
        return {
            # What a new version of Python replaces as a whole.
            "opened": sorted(path for path in opened if not is_in(path, library) or is_in(path, *sites)),
            "listed": sorted(path for path in listed if not is_in(path, library) or is_in(path, *sites)),
            "asked": sorted(path for path in asked if not is_in(path, sys.prefix, sys.base_prefix)),
            "installed": sorted([*sites, os.path.dirname(os.path.realpath(__file__))]),
        }

    def absolute(self, paths):
        found = {os.path.abspath(source_of(path)) for path in map(text_of, paths) if path}
        return {path for path in found if not is_in(path, *self.own) and not path.startswith(SYSTEM)}

    def write(self, folder):
        if self.files is not None:
            self.files.write(folder)
        document = self.document()
        if document is not None:
            with open(os.path.join(folder, "dependencies.json"), "w", encoding="utf-8") as file:
                file.write(json.dumps(document))


def files_of_modules():
    return [getattr(module, "__file__", None) for module in list(sys.modules.values())]


def list_of_sites():
    return [path for path in [*site.getsitepackages(), site.getusersitepackages()] if path]


def names_in(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def is_in(path, *folders):
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)
