# The installed packages that the project needs to be loaded, and that its requirements do not install.
import ast
import importlib.util
import sys

from .requirement_set import normal

# Other checks look for Kedro itself.
KEDRO = ("kedro", "kedro_datasets")


def not_required(installs, datasets, locations):
    """
    `module`: what is imported, first at `place` or by the type of `dataset`; `packages`: the ones that have it, of which
    one is enough.
    """
    known = set(installs)
    uses = {}
    for module, place, dataset in [*code_uses(locations), *type_uses(datasets)]:
        if normal(module) not in known and is_of_a_package(module, locations):
            uses.setdefault(module, {"module": module, "place": place, "dataset": dataset})
    found = packages_of(uses) if uses else {}
    return [
        dict(uses[module], packages=sorted(packages))
        for module, packages in sorted(found.items())
        if not known & packages
    ]


def code_uses(locations):
    """The imports at the top of the files that are loaded; one in an `if` or a `try` may be left out."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    for file in sorted(file for file in files if isinstance(file, str) and file.endswith(".py")):
        if locations.relative(file) is None:
            continue
        with open(file, "rb") as source:
            statements = ast.parse(source.read()).body
        for statement in statements:
            names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
            if isinstance(statement, ast.ImportFrom) and statement.level == 0:
                names = [statement.module]
            for name in names:
                yield name.split(".")[0], locations.at(file, statement.lineno), None


def type_uses(datasets):
    """The modules of the types of datasets; a short type such as pandas.CSVDataset is one of kedro-datasets."""
    for dataset in datasets:
        for part in (dataset, dataset["inner"]):
            names = ((part or {}).get("type") or "").split(".")
            if len(names) > 2:
                yield names[0], dataset["place"], dataset["name"]


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
        top = (distribution.read_text("top_level.txt") or "").split()
        has = set(top) or {file.parts[0].partition(".")[0] for file in distribution.files or [] if file.parts}
        for module in has.intersection(modules):
            found.setdefault(module, set()).add(normal(distribution.metadata["Name"]))
    return found
