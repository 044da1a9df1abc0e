# The files that are read of the project, by the content that they have at that moment: its image must have the same.
import hashlib
import json
import os
import stat

from .read_paths import source_of, text_of

# A larger file is data, of which no node is made.
LARGEST = 16 * 1024 * 1024


class ReadFiles:
    def __init__(self, others, pyproject):
        """`others`: folders whose files are not the project's, such as those of packages."""
        self.others = tuple(os.path.join(folder, "") for folder in others)
        # Where the same process goes on after a change of it, what counts of it is the same.
        self.others += (str(pyproject),)
        self.digests = {}
        self.written = set()
        # Whether the project starts programs. What they write is known only by what has changed.
        self.has_programs = False
        self.is_looking = False

    def note(self, path, writes):
        """Called where a file is about to be opened; it never raises."""
        # Looking at a file opens it, too.
        if self.is_looking or (isinstance(path, str) and path.startswith(self.others)):
            return
        text = text_of(path)
        full = text and os.path.abspath(source_of(text))
        if not full or full.startswith(self.others):
            return
        if writes:
            self.written.add(full)
            return
        self.is_looking = True
        try:
            digest = digest_of(full)
        finally:
            self.is_looking = False
        if digest is not None:
            self.digests.setdefault(full, set()).add(digest)

    def write(self, folder):
        """Without the files that the project itself writes: it writes them again with each import."""
        self.is_looking = True
        document = {path: sorted(found) for path, found in self.digests.items() if not self.is_written(path, found)}
        with open(os.path.join(folder, "read.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps(document))

    def is_written(self, path, found):
        return path in self.written or (self.has_programs and found != {digest_of(path)})


def digest_of(path):
    """None for what is not a file. A pipe is not waited for."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        info = os.fstat(file)
        if not stat.S_ISREG(info.st_mode) or info.st_size > LARGEST:
            return None
        digest = hashlib.sha256()
        while True:
            piece = os.read(file, 1024 * 1024)
            if not piece:
                return digest.hexdigest()
            digest.update(piece)
    except OSError:
        return None
    finally:
        os.close(file)
