# A process that has imported Kedro and the packages of a project, and forks one for each task, by kfp-wizard. Each line on
# stdin is JSON: the first one the folder of the project, each other one a task; lines on stdout say its process, and how that ended.
import ast
import atexit
import base64
import functools
import gc
import importlib
import inspect
import itertools
import json
import os
import re
import selectors
import shutil
import signal
import sys
import threading
import time
import types

FRAMEWORK = """kedro.config kedro.framework.cli kedro.framework.cli.project kedro.framework.context kedro.framework.project
kedro.framework.session kedro.framework.session.store kedro.framework.startup kedro.runner kedro.validation
fsspec.implementations.local rich.traceback"""
PLUGINS = ("kedro.cli_hooks", "kedro.global_commands", "kedro.hooks", "kedro.init", "kedro.project_commands")
DATASETS = ("kedro_datasets.", "kedro.extras.datasets.", "kedro.io.", "")


def files_below(folder, pattern):
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if re.search(pattern, name):
                yield os.path.join(path, name)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def at_top(statements):
    """Statements that run when a module is imported, also below `if` and `try`."""
    for statement in statements:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for field in ("body", "orelse", "finalbody", "handlers"):
                yield from at_top(getattr(statement, field, []))


def imported_by(path):
    """Module and name of each import; the name is None where the module itself is imported."""
    try:
        statements = ast.parse(read(path)).body
    except (SyntaxError, ValueError, RecursionError):
        return
    for statement in at_top(statements):
        if isinstance(statement, ast.Import):
            yield from ((alias.name, None) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.level == 0:
            yield from ((statement.module, alias.name) for alias in statement.names)


def wanted_by(project):
    """What each task would import, except the files of the project itself: these are read in the task, from its own copy."""
    sources = list(files_below(project, r"\.py$"))
    own = {part.partition(".")[0] for path in sources for part in os.path.relpath(path, project).split(os.sep)}
    found = [(module, None) for module in plugin_modules()]
    found += [pair for path in sources for pair in imported_by(path)]
    for path in files_below(project, r"\.ya?ml$"):
        text = read(path)
        for kind in re.findall(r"\btype:\s*[\"']?([\w.]+\.\w+)", text):
            found += [tuple((prefix + kind).rsplit(".", 1)) for prefix in DATASETS]
        # From the beginning of a word on: lines may be long, such as those of data.
        found += filesystems_of(re.findall(r"(?<![\w+])[\w+]{1,40}(?=://)", re.sub("#.*", "", text)))
    return [pair for pair in dict.fromkeys(found) if pair[0].partition(".")[0] not in own]


def filesystems_of(protocols):
    """Where the data is; fsspec imports each of them when a dataset is made."""
    registry = sys.modules.get("fsspec.registry")
    known = getattr(registry, "known_implementations", {})
    return [tuple(known[name]["class"].rsplit(".", 1)) for name in protocols if name in known]


def plugin_modules():
    from importlib import metadata

    entries = metadata.entry_points()
    select_group = getattr(entries, "select", None)
    for group in PLUGINS:
        for entry in select_group(group=group) if select_group else entries.get(group, ()):
            yield entry.value.partition(":")[0].strip()


def keep_metadata():
    """Reads each file about an installed package once: each run of Kedro looks through all of them five times, for plugins."""
    from importlib import metadata

    read, texts = metadata.PathDistribution.read_text, {}

    @functools.wraps(read)
    def read_text(self, name):
        key = str(self._path), name
        if key not in texts:
            texts[key] = read(self, name)
        return texts[key]

    metadata.PathDistribution.read_text = read_text


def import_all(pairs):
    """What cannot be imported is left to the task, which reports it."""
    for module, name in pairs:
        try:
            loaded = importlib.import_module(module)
            if name not in (None, "*") and not hasattr(loaded, name):
                importlib.import_module(module + "." + name)
        except (Exception, SystemExit):
            pass


def follow_timestamps():
    """A program in front of `kedro run` sets the version of a run where Kedro makes it: modules that were imported before ask there."""
    core = sys.modules.get("kedro.io.core")
    made = getattr(core, "generate_timestamp", None)
    for name, module in list(sys.modules.items()):
        if made and name.startswith("kedro.") and module is not core and vars(module).get("generate_timestamp") is made:
            module.generate_timestamp = lambda: core.generate_timestamp()


def collect_later(thresholds):
    """What Kedro makes at the start of a run stays: there is no garbage to look for. After the first look it is as always."""

    def as_always(*_):
        gc.callbacks.remove(as_always)
        gc.set_threshold(*thresholds)

    gc.callbacks.append(as_always)
    gc.set_threshold(50000, *thresholds[1:])


def first_line():
    """Reads no more than it: what follows is read when there is something to fork."""
    line = b""
    while not line.endswith(b"\n"):
        piece = os.read(0, 65536)
        if not piece:
            os._exit(0)  # kfp-wizard is gone
        line += piece
    return json.loads(line)


def program(name):
    """The path of a program beside this interpreter, if a task would start that one."""
    path = shutil.which(name)
    here = os.path.dirname(sys.executable)
    return path if path and os.path.dirname(path) == here else None


def script_of_kedro():
    path = program("kedro")
    try:
        return path and compile(read(path), path, "exec") and path
    except (SyntaxError, ValueError):
        return None


def serve(control):
    """Forks a process for each line, and passes its output on. Returns in such a process only, with its task."""
    reading, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake)
    say = lambda message: os.write(control, (json.dumps(message) + "\n").encode())
    outputs, running, text = {}, {}, b""  # ids of tasks by the pipe of their output, and by their process
    say({"kedro": script_of_kedro(), "python": program("python3"), "threads": threading.active_count() - 1})
    while True:
        ready = wait([0, reading, *outputs])
        for pipe in set(ready) & set(outputs):
            piece = os.read(pipe, 65536)
            say({"id": outputs[pipe], "output": base64.b64encode(piece).decode()})
            if not piece:
                del outputs[pipe]
                os.close(pipe)
        if reading in ready:
            os.read(reading, 512)
            for pid in list(running):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    killed = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else None
                    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
                    say({"id": running.pop(pid), "code": code, "signal": killed})
        if 0 in ready:
            piece = os.read(0, 65536)
            if not piece:
                os._exit(0)  # kfp-wizard is gone
            *lines, text = (text + piece).split(b"\n")
            for line in lines:
                task = json.loads(line)
                pipe, task["output"] = os.pipe()
                pid = os.fork()
                lead_group(pid)
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    for own in (control, reading, wake, pipe, *outputs):
                        os.close(own)
                    return task
                os.close(task["output"])
                outputs[pipe] = running[pid] = task["id"]
                say({"id": task["id"], "pid": pid})


def wait(pipes):
    with selectors.DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, selectors.EVENT_READ)
        return [key.fd for key, _ in selector.select()]


def lead_group(pid):
    """In both processes: whichever comes first."""
    try:
        os.setpgid(pid, 0)
    except OSError:
        pass


def become(task):
    """Gives this process the output, the variables, the folder and the arguments of a task, and returns its program."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for own, standard in ((nothing, 0), (task["output"], 1), (task["output"], 2)):
        os.dup2(own, standard)
    os.close(task["output"])
    os.close(nothing)
    os.environ.clear()
    os.environ.update(task["env"])
    time.tzset()
    os.chdir(task["cwd"])
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    framework = sys.modules.get("kedro.framework.project")
    if framework is not None:
        framework.LOGGING.__init__()  # from the files and the variables of the task
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    first, *words = task["command"]
    if first == "kedro":
        path = shutil.which("kedro")
        main.__file__ = path
        inspect.modulesbyfile[path] = "__main__"  # else it looks at every module once for this file
        sys.argv, sys.path[:0] = [path, *words], [os.path.dirname(path)]
        return compile(read(path), path, "exec"), main.__dict__
    sys.argv, sys.path[:0] = ["-c", *words[2:]], [""]
    return compile(words[1], "<string>", "exec"), main.__dict__


def imported_after(last):
    """Looking at each of the others would copy its memory."""
    return [*itertools.takewhile(lambda module: module is not last, reversed(sys.modules.values()))]


def finish(program, names):
    """Runs a program and ends this process as Python does, but takes apart only the modules of the project: all take long."""
    folder = os.getcwd() + os.sep
    code = 0
    try:
        exec(program, names)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if code and not isinstance(end.code, int):
            print(end.code, file=sys.stderr)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    names.clear()
    for module in imported_after(last):
        if str(getattr(module, "__file__", None)).startswith(folder):
            vars(module).clear()
    gc.collect()  # such as files that were left open
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    os._exit(code & 0xFF)


sys.path.pop(0)
control = os.dup(1)
os.dup2(2, 1)
os.environ.pop("KEDRO_LOGGING_CONFIG", None)
thresholds = gc.get_threshold()
gc.set_threshold(0)  # what an import makes is there to stay
keep_metadata()
import_all((name, None) for name in FRAMEWORK.split())
import_all(wanted_by(first_line()))
follow_timestamps()
inspect.stack()  # looks at every module once; each run of Kedro does it, for its settings
inspect.modulesbyfile[os.path.abspath(__file__)] = "__main__"  # else it does so again for this file, which is no module
gc.freeze()
if gc.get_threshold()[0] == 0:  # else a package has set it
    collect_later(thresholds)
last = next(reversed(sys.modules.values()))
sys.stdout.flush()
sys.stderr.flush()
finish(*become(serve(control)))
