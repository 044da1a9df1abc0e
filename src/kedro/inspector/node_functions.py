# The function of a node: its name, its source location and the plain function behind decorators.
import inspect


def underlying(function):
    """The plain function or class behind decorators, partials and callable objects."""
    while True:
        if hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif hasattr(function, "func"):
            function = function.func
        else:
            break
    return function if hasattr(function, "__qualname__") else type(function)


def function_name(function):
    function = underlying(function)
    return "%s.%s" % (getattr(function, "__module__", None) or "builtins", function.__qualname__)


def function_location(function, locations):
    function = underlying(function)
    try:
        if hasattr(function, "__code__"):
            return locations.at(function.__code__.co_filename, function.__code__.co_firstlineno)
        return locations.at(inspect.getsourcefile(function), inspect.getsourcelines(function)[1])
    except (TypeError, OSError):
        return None
