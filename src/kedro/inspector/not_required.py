# The installed packages that the project needs to be loaded, and that its requirements do not install.
import importlib.util
import sys

from .file_imports import file_imports
from .lacks import modules_of
from .requirement_set import normal

# Other checks look for Kedro itself.
KEDRO = ("kedro", "kedro_datasets")


def not_required(installs, datasets, pipelines, hooks, locations):
    """
    `module`: what is imported, first at `place` or by the type of `dataset`; `packages`: the ones that have it, of which
    one is enough; `nodes`: those whose functions import it, None where every task does.
    """
    known = set(installs)
    uses = {}
    for module, place, dataset, nodes in [*code_uses(locations, pipelines, hooks), *type_uses(datasets)]:
        if normal(module) in known or not is_of_a_package(module, locations):
            continue
        use = {"module": module, "place": place, "dataset": dataset, "nodes": nodes}
        first = uses.setdefault(module, use)
        if first["nodes"] is not None and nodes is None:
            uses[module] = use
        elif first["nodes"] is not None:
            first["place"] = first["place"] if first["nodes"] else place
            first["nodes"] = sorted(set(first["nodes"]).union(nodes))
    found = packages_of(uses) if uses else {}
    return [
        dict(uses[module], packages=sorted(packages))
        for module, packages in sorted(found.items())
        if not known & packages
    ]


def code_uses(locations, pipelines, hooks):
    """The imports of the files that are loaded, without those that may fail."""
    callers = callers_by_place(pipelines, hooks)
    for file, relative in locations.loaded_files():
        with open(file, "rb") as source:
            for module, line, nodes in file_imports(source.read(), relative, callers):
                yield module, locations.at(file, line), None, nodes


def callers_by_place(pipelines, hooks):
    """Of functions by file and line: the names of their nodes; None for those of hooks, which run in every task."""
    callers = {}
    for node in [node for pipeline in pipelines for node in pipeline["nodes"]]:
        if node["place"]:
            callers.setdefault((node["place"]["file"], node["place"]["line"]), set()).add(node["name"])
    callers.update({(hook["place"]["file"], hook["place"]["line"]): None for hook in hooks if hook["place"]})
    return callers


def type_uses(datasets):
    """The modules of the types of datasets; a short type such as pandas.CSVDataset is one of kedro-datasets."""
    for dataset in datasets:
        for part in (dataset, dataset["inner"]):
            names = ((part or {}).get("type") or "").split(".")
            if len(names) > 2:
                yield names[0], dataset["place"], dataset["name"], None


def is_of_a_package(module, locations):
    """Whether a module is neither of Python nor of the project; a namespace belongs to many packages."""
    if module in KEDRO or module in getattr(sys, "stdlib_module_names", sys.builtin_module_names):
        return False
    try:
        origin = importlib.util.find_spec(module).origin
    except Exception:
        return False
    return origin is not None and locations.relative(origin) is None


def packages_of(modules):
    """The names of the installed packages that have these modules."""
    from importlib import metadata

    found = {}
    for distribution in metadata.distributions():
        for module in modules_of(distribution).intersection(modules):
            found.setdefault(module, set()).add(normal(distribution.metadata["Name"]))
    return found
