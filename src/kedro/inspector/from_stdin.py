# Runs the inspector in a container, which does not have its files: they come on stdin, with the request.
#
# stdin:  {"modules": {NAME: SOURCE}, "program": "kedro" or "python3", "request": …}, decoded as `sent` by who runs this
# stdout: lines that begin with MARK and go on with JSON: first what is known of the container, then the answer. Schemas
#         in image-answer.ts
import importlib
import importlib.util
import json
import os
import platform
import signal
import sys
import tempfile

MARK = "kfp-wizard: "
PACKAGE = "_kfp_wizard_inspector"


class Modules:
    """Imports the modules of the inspector from their sources."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.rpartition(".")
        if name != PACKAGE and (package != PACKAGE or module not in self.sources):
            return None
        return importlib.util.spec_from_loader(name, self, is_package=name == PACKAGE)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__.rpartition(".")[2]
        module.__file__ = "/%s/%s.py" % (PACKAGE, name)
        exec(compile(self.sources.get(name, ""), module.__file__, "exec"), module.__dict__)


def is_this(interpreter):
    """Whether it is the running Python; in another folder the same file may be that of another environment."""
    both = (interpreter, sys.executable)
    return len({os.path.realpath(path) for path in both}) == 1 and len({os.path.dirname(path) for path in both}) == 1


def begin_again(interpreter, sent):
    """Goes on in another Python, in this process. The file on its stdin has no name, so that no folder is written to."""
    file = os.memfd_create("request") if hasattr(os, "memfd_create") else tempfile.TemporaryFile().fileno()
    with os.fdopen(os.dup(file), "wb") as again:
        again.write(json.dumps(sent).encode())
    os.lseek(file, 0, os.SEEK_SET)
    os.dup2(file, 0)
    code = "import json, sys; sent = json.load(sys.stdin); exec(sent['modules']['from_stdin'])"
    os.execv(interpreter, [interpreter, "-B", "-c", code])


def main(sent):
    # The first process of a container ignores signals that it does not handle.
    signal.signal(signal.SIGTERM, lambda *_: os._exit(143))
    # As for the console script, the current folder is not searched for modules.
    sys.path[:] = [path for path in sys.path if path != ""]
    sys.meta_path.insert(0, Modules(sent["modules"]))
    command = sent.get("command")
    if command is None:
        command = importlib.import_module(PACKAGE + ".kedro_command").find_command(sent["program"])
        interpreter = command["interpreter"]
        if interpreter and os.access(interpreter, os.X_OK) and not is_this(interpreter):
            begin_again(interpreter, dict(sent, command=command))
    stdout = os.fdopen(os.dup(1), "w")
    # What the project prints is discarded.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def say(document):
        stdout.write(MARK + json.dumps(document) + "\n")
        stdout.flush()

    say(
        {
            "command": command,
            "python": platform.python_version(),
            "machine": platform.machine(),
            "folder": os.getcwd(),
            "user": os.getuid(),
        }
    )
    # Nothing secret is asked for in an image; it would go to the standard output, which is discarded.
    say(importlib.import_module(PACKAGE + ".answer").respond(sent["request"], 1))
    # Runs no exit handlers and does not wait for threads of the project.
    os._exit(0)


main(sent)  # noqa: F821
