# Whether a call in a hook does more than to compute, to log, and to add to the catalog: it may save data or reach something outside.
import ast
import builtins
import inspect

QUIET_MODULES = {"logging", "time", "datetime", "re", "math", "json", "uuid", "random", "copy", "collections", "itertools"}
QUIET_MODULES |= {"functools", "typing", "textwrap", "string", "hashlib", "warnings", "platform", "ast", "decimal", "zoneinfo"}
QUIET_PATHS = ("os.environ", "os.path", "os.getenv", "os.getcwd", "os.getpid", "sys.")
LOUD_BUILTINS = {"open", "exec", "eval", "__import__", "input", "breakpoint"}
QUIET_METHODS = {"get", "items", "keys", "values", "update", "setdefault", "pop", "append", "extend", "add", "insert", "copy"}
QUIET_METHODS |= {"startswith", "endswith", "format", "join", "split", "strip", "lower", "upper", "title", "replace", "partition"}
QUIET_METHODS |= {"rpartition", "isoformat", "strftime", "total_seconds", "index", "count", "sort", "union", "difference", "inputs"}
QUIET_METHODS |= {"outputs", "datasets", "all_inputs", "all_outputs", "only_nodes_with_tags", "filter", "encode", "decode", "hexdigest"}
LOUD_CATALOG = {"release", "confirm", "save", "load"}


def acts(call, function, hook, subject, imported):
    """`subject`: whether the call is of the catalog; `imported`: the modules of names that the function imports itself."""
    called = call.func
    if isinstance(called, ast.Name):
        found = function.__globals__.get(called.id, getattr(builtins, called.id, None))
        return not (is_quiet(found) or imported.get(called.id) in QUIET_MODULES)
    if not isinstance(called, ast.Attribute):
        return True
    if subject:
        return called.attr in LOUD_CATALOG
    path = path_of(called)
    if any(path.startswith(quiet) for quiet in QUIET_PATHS):
        return False
    root = path.split(".")[0]
    if root in imported:
        return imported[root] not in QUIET_MODULES
    owner = value_at(path.split(".")[:-1], function, hook)
    if owner is not None:
        return not (is_quiet(owner) or type(owner).__module__.split(".")[0] in QUIET_MODULES | {"builtins"})
    # Of a variable or of what another call returns: that call is judged by itself.
    return called.attr not in QUIET_METHODS and not root_is_quiet(called, function, imported)


def root_is_quiet(called, function, imported):
    """`logging.getLogger(__name__).info(…)`: a method of what a quiet module returns."""
    inner = called.value
    while isinstance(inner, (ast.Attribute, ast.Call)):
        inner = inner.func if isinstance(inner, ast.Call) else inner.value
    if not isinstance(inner, ast.Name):
        return isinstance(inner, (ast.Constant, ast.JoinedStr))
    return imported.get(inner.id) in QUIET_MODULES or is_quiet(function.__globals__.get(inner.id))


def is_quiet(value):
    if value is None:
        return False
    if inspect.ismodule(value):
        return value.__name__.split(".")[0] in QUIET_MODULES
    if inspect.isclass(value) and (issubclass(value, BaseException) or value.__name__.lower().endswith("dataset")):
        return True
    name = getattr(value, "__name__", "")
    if getattr(builtins, name, None) is value:
        return name not in LOUD_BUILTINS
    return str(getattr(value, "__module__", None) or type(value).__module__).split(".")[0] in QUIET_MODULES


def path_of(expression):
    """`self.logger.info` as text; empty where a call or a subscript is in it."""
    if isinstance(expression, ast.Name):
        return expression.id
    if isinstance(expression, ast.Attribute):
        inner = path_of(expression.value)
        return inner and inner + "." + expression.attr
    return ""


def value_at(names, function, hook):
    """What a dotted name is now: a global of the module, or an attribute of the hook."""
    if not names or not names[0]:
        return None
    value = hook if names[0] == "self" else function.__globals__.get(names[0])
    for name in names[1:]:
        value = getattr(value, name, None)
    return None if value is hook else value
