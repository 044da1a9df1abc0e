# Waits for what is asked, in a process that was started before that is known. What answers is loaded meanwhile.
#
# stdin:  a line of JSON: {"folder": …, "variables": {…}, "serve": …}, all variables of the process; then what serve.py says
# stdout: the line `ready`, when the variables are set; `done 0`, when the answer is there
import json
import os

from . import answer, serve  # noqa: F401


def wait():
    """The arguments that the program would have been started with."""
    asked = json.loads(first_line())
    os.environ.clear()
    os.environ.update(asked["variables"])
    if not asked["serve"]:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.write(1, b"ready\n")
    return [asked["folder"], *(["serve"] if asked["serve"] else [])]


def first_line():
    """Reads no more than it: what follows is for serve.py."""
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(0, 65536)
        if not piece:
            os._exit(0)  # kfp-wizard needs no answer
        line += piece
    return line
