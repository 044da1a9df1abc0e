# Imports what a task imports when it loads datasets and calls nodes, without loading or calling anything.
import ast
import importlib
import inspect
import textwrap

from .failure import import_failure
from .node_functions import underlying


def dataset_failures(catalog, names, protocols, all_entries, locations):
    """What cannot be imported, by dataset. Up to 0.19 Kedro makes every entry of the catalog, used or not."""
    unused = sorted(set(catalog.entries) - set(names)) if all_entries else []
    found = []
    for name in list(names) + unused:
        dataset = catalog.look_up(name)
        types = [part["type"] for part in (dataset, dataset["inner"]) if part and part["type"]]
        works = [lambda kind=kind: import_type(kind) for kind in types]
        if name in protocols:
            works.append(lambda: import_file_system(protocols[name]))
        failure = first_failure(works, locations)
        if failure:
            found.append(dict(failure, dataset=name))
    return found


def import_type(kind):
    core = importlib.import_module("kedro.io.core")
    try:
        core.parse_dataset_definition({"type": kind})
    except Exception as error:
        if error.__cause__ is None and type(error).__name__.lower() == "dataseterror":
            # Kedro only says that it did not find the class.
            import_module_of(kind)
        raise


def import_module_of(kind):
    module = kind.rpartition(".")[0]
    if not module:
        return
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if not (module + ".").startswith(str(error.name) + "."):
            raise
        importlib.import_module("kedro_datasets")
        importlib.import_module("kedro_datasets." + module)


def import_file_system(protocol):
    fsspec = importlib.import_module("fsspec")
    try:
        fsspec.get_filesystem_class(protocol)
    except ValueError:
        pass  # not one of fsspec


def node_failures(nodes, locations):
    """The imports in the bodies of the nodes' functions."""
    found = []
    for node in nodes:
        failure = first_failure([lambda: run_imports(underlying(node.func))], locations)
        if failure:
            found.append(dict(failure, node=node.name))
    return found


def run_imports(function):
    """Runs the imports that each call runs: those that stand in the body itself, not below an `if` or a `try`."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except Exception:
        return  # no source
    if not isinstance(tree, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    # Lines as in the file, for the source location of a failure.
    ast.increment_lineno(tree, function.__code__.co_firstlineno - 1)
    name = function.__module__
    values = {"__name__": name, "__package__": name.rpartition(".")[0]}
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            exec(compile(ast.Module([statement], []), function.__code__.co_filename, "exec"), values)


def first_failure(works, locations):
    for work in works:
        try:
            work()
        except (Exception, SystemExit) as error:
            return import_failure(locations, error).fields
    return None
