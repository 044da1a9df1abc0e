# The path of a file that Python opens, as what is read of it is known.
import importlib.util
import os


def text_of(path):
    """None for the number of an open file, and for code without a file."""
    if isinstance(path, int) or path is None:
        return None
    try:
        text = os.fsdecode(path)
    except TypeError:
        return None
    return None if text.startswith("<") or "\0" in text else text


def source_of(path):
    """Compiled code follows its source."""
    try:
        return importlib.util.source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path
