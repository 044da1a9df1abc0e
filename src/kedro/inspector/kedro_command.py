# The program that a task starts, as a container finds it: its path, and the Python that runs it.
import glob
import os
import re
import shutil
import sys

# Where environments are that are not on PATH.
OTHER_PLACES = [
    "./.venv/bin",
    "./venv/bin",
    "/*venv*/bin",
    "/*/.venv/bin",
    "/*/venv/bin",
    "/*/*/.venv/bin",
    "/opt/*/bin",
    "/opt/*/envs/*/bin",
    "/home/*/.local/bin",
    "/home/*/.venv/bin",
    "~root/.local/bin",
    "~root/.venv/bin",
    "/usr/local/bin",
    "/*/.pixi/envs/*/bin",
    "/*/*/.pixi/envs/*/bin",
]


def find_command(program):
    """`path`: None where it is not on PATH; `elsewhere`: then a place that has it."""
    if program != "kedro":
        path = shutil.which(program)
        return {"path": path, "interpreter": None, "works": path is not None, "elsewhere": kedro_elsewhere()}
    path = shutil.which("kedro")
    elsewhere = None if path else kedro_elsewhere()
    interpreter = interpreter_of(path or elsewhere)
    works = path is not None and (interpreter is None or os.access(interpreter, os.X_OK))
    return {"path": path, "interpreter": interpreter, "works": works, "elsewhere": elsewhere}


def kedro_elsewhere():
    folders = [os.path.dirname(sys.executable)]
    for pattern in OTHER_PLACES:
        folders += sorted(glob.glob(os.path.expanduser(pattern)))
    return next((path for path in (os.path.abspath(f + "/kedro") for f in folders) if os.access(path, os.X_OK)), None)


def interpreter_of(path):
    """The Python in the first lines of a script; None for another program."""
    try:
        with open(path, "rb") as file:
            head = file.read(4096).decode("utf-8", "replace").split("\n")
    except (OSError, TypeError):
        return None
    words = head[0][2:].split() if head[0].startswith("#!") else []
    if words and os.path.basename(words[0]) == "env":
        name = next((word for word in words[1:] if not word.startswith("-")), "")
        return shutil.which(name) or name
    # A path that is too long for the first line follows in a line that both a shell and Python can read.
    long_path = re.match(r"'''exec' [\"']?([^\"']+?)[\"']? \"\$0\"", head[1] if len(head) > 1 else "")
    found = long_path.group(1) if long_path else (words[0] if words else "")
    return found if "python" in os.path.basename(found) else None
