# The modules that a Python file imports, and which nodes get to the import.
import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
CAUGHT = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def file_imports(source, file, callers):
    """
    The module, the line, and the names of the nodes whose functions import it: None for an import that runs when the file is
    loaded, an empty list where it is not known who calls the function. An import whose failure is caught is left out.

    `callers`: of functions by file and line, the names of their nodes, or None for any task.
    """
    tree = ast.parse(source)
    reached = reached_functions(tree, file, callers)
    for statement, function in imports_in(tree.body, None):
        names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else [statement.module]
        nodes = None if function is None else reached.get(function, set())
        for name in names:
            yield name.split(".")[0], statement.lineno, None if nodes is None else sorted(nodes)


def imports_in(statements, function):
    """Import statements with the outermost function around them."""
    for statement in statements:
        if isinstance(statement, ast.Import) or (isinstance(statement, ast.ImportFrom) and statement.level == 0):
            yield statement, function
        elif isinstance(statement, FUNCTIONS):
            yield from imports_in(statement.body, function or statement)
        elif isinstance(statement, ast.If):
            # When a file is loaded, such as `if TYPE_CHECKING`.
            if function is not None:
                yield from imports_in(statement.body + statement.orelse, function)
        elif isinstance(statement, ast.Try):
            body = [] if is_caught(statement) else statement.body
            yield from imports_in(body + statement.orelse + statement.finalbody, function)
        elif isinstance(statement, (ast.ClassDef, ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.While)):
            yield from imports_in(statement.body, function)


def is_caught(statement):
    """Whether a failed import does not stop the file; it does where a handler raises again."""
    for handler in statement.handlers:
        kinds = [node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)] if handler.type else CAUGHT
        raises = any(isinstance(node, ast.Raise) for part in handler.body for node in ast.walk(part))
        if CAUGHT.intersection(kinds) and not raises:
            return True
    return False


def reached_functions(tree, file, callers):
    """The functions that nodes and hooks call, and those of the file that these name: with the names of the nodes, or None."""
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    named = {node.name: node for node in tree.body if isinstance(node, FUNCTIONS)}
    reached = {}
    pending = [(node, callers[start]) for node in functions for start in [(file, first_line(node))] if start in callers]
    while pending:
        function, nodes = pending.pop()
        before = reached.get(function, set())
        after = None if nodes is None or before is None else before | nodes
        if function in reached and after == before:
            continue
        reached[function] = after
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        pending += [(named[name], after) for name in sorted(names & set(named))]
    return reached


def first_line(function):
    return min([function.lineno] + [decorator.lineno for decorator in function.decorator_list])
