# kedro with what a plain command line loses, by kfp-wizard. Arguments: OPTIONS (JSON), NAME=TEXT..., what kedro takes.
import sys

if sys.path[0] == "":
    del sys.path[0]  # the console script does not import from this folder either
import json

options = json.loads(sys.argv.pop(1))
sessions = {}  # class -> name of its runtime parameters


# [artifacts]
# Where Kubeflow takes the metrics and reports of this task from, as it describes a task.
executor_input = sys.argv.pop(1)
try:
    import kedro
except ImportError:
    # The image has Kedro in another Python than the first one on its PATH: without artifacts the plain command would do.
    if not set(options) - {"metrics", "reports", "v1"}:
        import os

        print("kfp-wizard: no artifacts: the python3 of the image has no Kedro", file=sys.stderr, flush=True)
        os.execvp("kedro", ["kedro", *sys.argv[1:]])


# [run_state]
# How the run ended, as a variable: JSON of a v2 run, a word of a v1 Workflow.
import os

state = sys.argv.pop(1).partition("=")[2]
try:
    state = json.loads(state)["state"]
except (ValueError, KeyError, TypeError):
    pass
os.environ["KFP_WIZARD_RUN_STATE"] = {"COMPLETE": "SUCCEEDED", "ERROR": "FAILED"}.get(state.upper(), state.upper())


# [start_variables]
# The variables that the task before all others handed on.
import os

os.environ.update(json.loads(sys.argv.pop(1).partition("=")[2]))


# [run_variables]
# The run as variables, for the configuration and the nodes.
import os

run_id, created = (word.partition("=")[2] for word in sys.argv[1:3])
if "$." in run_id:
    sys.exit("This Kubeflow does not tell a task its run (%s, %s): it has no KFP_WIZARD_RUN_ID" % (run_id, created))
os.environ.update(KFP_WIZARD_RUN_ID=run_id, KFP_WIZARD_RUN_STARTED=created)
if "versions" not in options:
    del sys.argv[1:3]


# [versions]
# One save version for all tasks of a run, from its id and the time of its creation.
import hashlib
import re

import kedro.io.core as core

run_id, created = (sys.argv.pop(1).partition("=")[2] for _ in range(2))
moment = re.findall(r"\d+", created)[:6]
if len(moment) < 6 or "$." in run_id:
    sys.exit("This Kubeflow does not tell a task its run (%s, %s): no save version can be made" % (run_id, created))
unique = int(hashlib.sha256(run_id.encode()).hexdigest(), 16) % 10**6
version = "%s-%s-%sT%s.%s.%s.%06dZ" % (*moment, unique)
core.generate_timestamp = lambda: version  # a session takes it for its id, and that for its save version
versioned = getattr(core, "AbstractVersionedDataset", None) or core.AbstractVersionedDataSet
save_path = versioned._get_save_path


def save_again(self):
    # A task that is tried again writes what an earlier try of this very run wrote.
    ours = self._version and self.resolve_save_version() == version
    return self._get_versioned_path(version) if ours else save_path(self)


versioned._get_save_path = save_again


# [always]
import kedro
from kedro.framework.session import KedroSession

sessions[KedroSession] = "extra_params" if kedro.__version__.startswith("0.") else "runtime_params"
try:
    from kedro.framework.session.service_session import KedroServiceSession

    sessions[KedroServiceSession] = "runtime_params"
except ImportError:
    pass  # came with Kedro 1.4


# [artifacts]
# <artifacts/hand_over.py>


# [metrics]
# <artifacts/metrics.py>


# [reports]
# <artifacts/reports.py>


# [v1]
# <artifacts/v1.py>


# [artifacts]
for session in sessions:
    watch(session)


# [versions]
def pin(session):
    run = session.run

    def run_pinned(self, *args, **kwargs):
        ours = dict.fromkeys(options["versions"], version)
        return run(self, *args, **dict(kwargs, load_versions=dict(kwargs.get("load_versions") or {}, **ours)))

    session.run = run_pinned


for session in sessions:
    pin(session)


# [parameters]
# Parameters exactly as given: texts of inputs become values of the kind of their defaults.
import copy
import re


def alike(value, default):
    # KFP sends 1.0 as 1 and sorts keys.
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if isinstance(value, dict) and isinstance(default, dict):
        keys = [key for key in default if key in value] + [key for key in value if key not in default]
        return {key: alike(value[key], default.get(key)) for key in keys}
    if isinstance(value, list) and isinstance(default, list) and default:
        return [alike(item, default[min(place, len(default) - 1)]) for place, item in enumerate(value)]
    return value


def read(key, text, default):
    if isinstance(default, str):
        return text
    try:
        return alike(json.loads(text.lower() if isinstance(default, bool) else text), default)
    except ValueError:
        if default is None:
            return text
        sys.exit("The parameter %s is by default %s, and its input is no such value: %s" % (key, json.dumps(default), text))


values = options.get("parameters", {})
for key, default in options.get("inputs", {}).items():
    values[key] = read(key, sys.argv.pop(1)[len(key) + 1 :], default)


def put(tree):
    tree = copy.deepcopy(tree)
    for key, value in values.items():
        inner, parts = tree, key.split(".")
        for part in parts[:-1]:
            if not isinstance(inner.get(part), dict):
                inner[part] = {}
            inner = inner[part]
        inner[parts[-1]] = copy.deepcopy(value)
    return tree


def literal(value):
    # OmegaConf takes no escaped text for an interpolation.
    if isinstance(value, str):
        return re.sub(r"(\\*)\$\{", r"\1\1\\${", value)
    if isinstance(value, dict):
        return {key: literal(item) for key, item in value.items()}
    return [literal(item) for item in value] if isinstance(value, list) else value


def exact(loader):
    # Kedro merges runtime parameters into what is there; these take its place.
    kind = type(loader)

    def get(self, key):
        found = kind.__getitem__(self, key)
        return put(found) if key == "parameters" else found

    if any(base.__name__ == "OmegaConfigLoader" for base in kind.__mro__):
        loader.runtime_params = literal(loader.runtime_params)
    loader.__class__ = type(kind.__name__, (kind,), {"__getitem__": get, "__module__": kind.__module__})
    return loader


def give(session, name):
    get_loader = session._get_config_loader
    session._get_config_loader = lambda self, *args, **kwargs: exact(get_loader(self, *args, **kwargs))
    if hasattr(session, "store"):
        store = session.store.fget
        session.store = property(lambda self: dict(store(self), **{name: put(store(self).get(name) or {})}))
    else:
        run = session.run
        session.run = lambda self, *args, **kwargs: run(self, *args, **dict(kwargs, **{name: put(kwargs.get(name) or {})}))


for session, name in sessions.items():
    give(session, name)


# [credentials]
# Credentials from a mounted Secret. Kedro does not read them itself: its loader skips the hidden links of such a mount.
import os
import re

import yaml

variable = re.compile(r"\$\{oc\.env:\s*([^},\s]+)\s*(?:,\s*([^}]*))?\}")


def filled(value):
    if isinstance(value, dict):
        return {key: filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    if not isinstance(value, str):
        return value
    whole = variable.fullmatch(value)
    if whole and whole.group(1) not in os.environ and whole.group(2) is not None:
        return yaml.safe_load(whole.group(2))
    return variable.sub(text_of, value)


def text_of(found):
    name, default = found.groups()
    if name not in os.environ and default is None:
        sys.exit("The credentials need the environment variable %s, which this task does not have" % name)
    return os.environ.get(name, default)


def with_secret(loader):
    kind = type(loader)

    def get(self, key):
        if key != "credentials":
            return kind.__getitem__(self, key)
        try:
            own = dict(kind.__getitem__(self, key))
        except Exception as error:
            if type(error).__name__ != "MissingConfigException":
                raise
            own = {}
        with open(options["credentials"], encoding="utf-8") as file:
            return dict(own, **filled(yaml.safe_load(file) or {}))

    loader.__class__ = type(kind.__name__, (kind,), {"__getitem__": get, "__module__": kind.__module__})
    return loader


def hand_over(session):
    own = session._get_config_loader
    session._get_config_loader = lambda self, *args, **kwargs: with_secret(own(self, *args, **kwargs))


for session in sessions:
    hand_over(session)


# [nodes]
# The project's own `run` takes its nodes one by one.
import re

chosen = [word.partition("=")[2] for word in sys.argv if word.startswith("--nodes=")]
sys.argv[:] = [word for word in sys.argv if not word.startswith("--nodes=")]
sys.argv += [options["nodes"] + "=" + name for text in chosen for name in re.split(r",(?![^\[]*\])", text)]


# [run]
# Kedro's own `run`, because the project's takes other options.
from pathlib import Path

from kedro.framework.cli import project
from kedro.framework.startup import bootstrap_project

bootstrap_project(Path.cwd())
sys.argv[:2] = ["kedro run"]
sys.exit(project.run())


# [always]
from kedro.framework.cli import main

sys.argv[0] = "kedro"
sys.exit(main())
