# Refuses YAML files that a reader would expand without end, or that nest deeper than Python can follow.
import importlib
import re
from pathlib import Path

from .failure import Failure
from .yaml_locations import fastest_loader

# Values in a file, with each alias counted as what it stands for.
MOST = 500000

# Values in values. Kedro itself reads no hundred; a hundred thousand end Python without an exception.
DEEPEST = 200


def refuse_expansion(paths, locations):
    """Ends the inspection at a file whose aliases stand for more values than a person writes: Kedro would not end reading it."""
    yaml = importlib.import_module("yaml")
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
            deep = line_of_depth(yaml, text) if may_be_deep(text) else None
            if deep is not None:
                text = "it nests more than %s values in each other: Kedro cannot read it" % DEEPEST
                raise Failure("BAD_CONFIGURATION", text, place=locations.at(path, deep))
            if "*" not in text or "&" not in text:
                continue
            document = yaml.compose(text, fastest_loader(yaml))
            grown = first_too_large(document)
        except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
            continue
        if grown is not None:
            text = "its aliases stand for more than %s values: Kedro would not end reading it" % format(MOST, ",")
            raise Failure("BAD_CONFIGURATION", text, place=locations.at(path, grown.start_mark.line + 1))


def may_be_deep(text):
    """Whether brackets or indentation may nest too deep; those in quotes and comments count too."""
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return True
    return re.search(r"(?m)^[ ?-]{%s}" % DEEPEST, text) is not None


def line_of_depth(yaml, text):
    """The line where a text nests too deep; None for any other text. Events need no stack."""
    depth = 0
    for event in yaml.parse(text, fastest_loader(yaml)):
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
            if depth > DEEPEST:
                return event.start_mark.line + 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
    return None


def first_too_large(document):
    """The innermost node that is too large with its aliases written out, or that contains itself; None where there is none."""
    sizes = {}

    def size(node):
        if id(node) not in sizes:
            # An alias of a node around it has no size yet.
            sizes[id(node)] = MOST + 1
            parts = node.value if isinstance(node.value, list) else []
            inner = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
            total = 1
            for each in inner:
                total += size(each)
                if found:
                    return total
            sizes[id(node)] = total
            if total > MOST:
                found.append(node)
        return sizes[id(node)]

    found = []
    if document is not None:
        size(document)
    return found[0] if found else None
