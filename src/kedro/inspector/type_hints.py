# The type annotations of the datasets that a node's function takes and returns.
import inspect
import typing

from .node_functions import underlying


def hints(node):
    """Type annotations by dataset name, of the parameters and of the return value."""
    try:
        signature = inspect.signature(node.func)
    except (TypeError, ValueError):
        return {}
    try:
        known = typing.get_type_hints(underlying(node.func))
    except Exception:
        known = {}
    result = {}
    for dataset, parameter in taken(node, signature):
        result[dataset] = annotation(known.get(parameter.name, parameter.annotation))
    result.update(returned(node, annotation_of_return(known, signature)))
    return {name: text for name, text in result.items() if text and not name.startswith("params:")}


def annotation_of_return(known, signature):
    return known.get("return", signature.return_annotation)


def taken(node, signature):
    """Names of the input datasets, each with its parameter of the function."""
    inputs = node._inputs
    try:
        if isinstance(inputs, dict):
            bound = signature.bind_partial(**inputs)
        else:
            bound = signature.bind_partial(*([inputs] if isinstance(inputs, str) else inputs or []))
    except TypeError:
        return []
    several = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    # Names with the namespace, which Kedro adds to the values of `_inputs` too.
    return [
        (value, signature.parameters[name])
        for name, value in bound.arguments.items()
        if signature.parameters[name].kind not in several and isinstance(value, str)
    ]


def returned(node, value):
    outputs = node._outputs
    if isinstance(outputs, str):
        return {outputs: annotation(value)}
    parts = getattr(value, "__args__", None) or ()
    if isinstance(outputs, (list, tuple)) and getattr(value, "__origin__", None) in (tuple, typing.Tuple):
        if len(parts) == len(outputs) and Ellipsis not in parts:
            return {name: annotation(part) for name, part in zip(outputs, parts)}
    return {}


def annotation(value):
    """`pandas.core.frame.DataFrame`, `dict[str, float]`; None for no annotation and for Any."""
    if value in (inspect.Parameter.empty, None, type(None), typing.Any):
        return None
    if isinstance(value, str):
        return value[:200]
    if isinstance(value, type) and not getattr(value, "__args__", None):
        module = value.__module__
        return value.__qualname__ if module == "builtins" else "%s.%s" % (module, value.__qualname__)
    return str(value)[:200]
