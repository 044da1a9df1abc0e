# Who calls: the project, or a library while it is imported.
import sys


def caller(locations, depth):
    """`project`; `import` for a library that does it for itself while it is imported; None for anything else."""
    frame = sys._getframe(depth + 1)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return "import"
        if locations.relative(file) is not None:
            return "project"
        frame = frame.f_back
    return None
