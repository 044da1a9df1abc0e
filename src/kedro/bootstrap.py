# kedro, with parameters that arrive exactly and one save version for all tasks of a run. Arguments: OPTIONS (JSON)
# INPUT=TEXT... (as many as OPTIONS tells), and what `kedro` takes. By kfp-wizard, for Kedro 0.18.5 to 1.x.
import sys

if sys.path[0] == "":
    del sys.path[0]  # the console script does not import from this folder either
import copy
import hashlib
import json
import re

import kedro.io.core as core

options = json.loads(sys.argv[1])
examples, pinned = options.get("inputs", {}), options.get("versions")
count = len(examples) + (0 if pinned is None else 2)
texts, kedro_arguments = sys.argv[2 : 2 + count], sys.argv[2 + count :]


def alike(value, example):
    """KFP sends 1.0 as 1 and sorts keys: numbers and order are as in the default."""
    if isinstance(example, float) and type(value) is int:
        return float(value)
    if isinstance(value, dict) and isinstance(example, dict):
        keys = [key for key in example if key in value] + [key for key in value if key not in example]
        return {key: alike(value[key], example.get(key)) for key in keys}
    if isinstance(value, list) and isinstance(example, list) and example:
        return [alike(item, example[min(place, len(example) - 1)]) for place, item in enumerate(value)]
    return value


def read(key, text, example):
    """The text of an input as a value of the kind of its default; without one (null) it is JSON or just text."""
    if isinstance(example, str):
        return text
    try:
        return alike(json.loads(text.lower() if isinstance(example, bool) else text), example)
    except ValueError:
        if example is None:
            return text
        sys.exit("The parameter %s is a %s, and its input is not: %s" % (key, type(example).__name__, text))


values = options.get("parameters", {})
for (key, example), text in zip(examples.items(), texts):
    values[key] = read(key, text[len(key) + 1 :], example)


def put(tree):
    """The values in their places in a tree of parameters, each as a whole."""
    for key, value in values.items():
        inner, parts = tree, key.split(".")
        for part in parts[:-1]:
            if not isinstance(inner.get(part), dict):
                inner[part] = {}
            inner = inner[part]
        inner[parts[-1]] = copy.deepcopy(value)
    return tree


def literal(value):
    """Texts that OmegaConf does not take for interpolations."""
    if isinstance(value, str):
        return re.sub(r"(\\*)\$\{", r"\1\1\\${", value)
    if isinstance(value, dict):
        return {key: literal(item) for key, item in value.items()}
    return [literal(item) for item in value] if isinstance(value, list) else value


def exact(loader):
    """A configuration loader of the same class that gives the values as they are."""
    kind = type(loader)

    def get(self, key):
        found = kind.__getitem__(self, key)
        return put(copy.deepcopy(found)) if key == "parameters" else found

    if any(base.__name__ == "OmegaConfigLoader" for base in kind.__mro__):
        loader.runtime_params = literal(loader.runtime_params)
    loader.__class__ = type(kind.__name__, (kind,), {"__getitem__": get, "__module__": kind.__module__})
    return loader


load_versions = {}
if pinned is not None:
    run, created = (text.partition("=")[2] for text in texts[-2:])
    moment = re.findall(r"\d+", created)[:6]
    if len(moment) < 6 or "$." in run:
        sys.exit("This Kubeflow does not tell a task its run (%s, %s): no save version can be made" % (run, created))
    unique = int(hashlib.sha256(run.encode()).hexdigest(), 16) % 10**6
    version = "%s-%s-%sT%s.%s.%s.%06dZ" % (*moment, unique)
    core.generate_timestamp = lambda: version  # sessions take it for their id, and that for their save version
    load_versions = dict.fromkeys(pinned, version)
    dataset = getattr(core, "AbstractVersionedDataset", None) or core.AbstractVersionedDataSet
    save_path = dataset._get_save_path

    def save_again(self):
        """A task that is tried again writes what an earlier try of this very run wrote."""
        ours = self._version and self.resolve_save_version() == version
        return self._get_versioned_path(version) if ours else save_path(self)

    dataset._get_save_path = save_again

import kedro
from kedro.framework.session import KedroSession


def patch(session, name):
    """Both kinds of sessions get the values as runtime parameters, called `name`, and load what this run has saved."""
    get_loader, run = session._get_config_loader, session.run

    def run_with(self, *args, **kwargs):
        kwargs["load_versions"] = dict(kwargs.get("load_versions") or {}, **load_versions)
        if values and not hasattr(session, "store"):
            kwargs[name] = put(copy.deepcopy(kwargs.get(name) or {}))
        return run(self, *args, **kwargs)

    session.run = run_with
    if values:
        session._get_config_loader = lambda self, *args, **kwargs: exact(get_loader(self, *args, **kwargs))
    if values and hasattr(session, "store"):
        store = session.store.fget
        session.store = property(lambda self: dict(store(self), **{name: put(copy.deepcopy(store(self).get(name) or {}))}))


patch(KedroSession, "extra_params" if kedro.__version__.startswith("0.") else "runtime_params")
try:
    from kedro.framework.session.service_session import KedroServiceSession
except ImportError:
    pass  # newer than 1.3, for projects that choose it
else:
    patch(KedroServiceSession, "runtime_params")

from kedro.framework.cli import main

sys.argv = ["kedro"] + kedro_arguments
sys.exit(main())
