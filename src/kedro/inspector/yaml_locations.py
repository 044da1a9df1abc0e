# Source locations of the keys of YAML files.
import importlib
import re
from pathlib import Path


def fastest_loader(yaml):
    """The one of libyaml where PyYAML was built with it: ten times as fast."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def key_locations(path, text, locations):
    """Source location of every top-level key of a YAML file."""
    yaml = importlib.import_module("yaml")
    lines = {}
    try:
        for key in top_level_keys(yaml, text):
            lines[key.value] = key.start_mark.line + 1
    except yaml.YAMLError:
        # Invalid YAML, or YAML only after a template engine: the keys at the start of a line.
        for number, line in enumerate(text.split("\n"), 1):
            found = re.match(r"""(["']?)([^\s#"'][^"']*?)\1\s*:(\s|$)""", line)
            if found:
                lines.setdefault(found.group(2), number)
    return {key: locations.at(path, line) for key, line in lines.items()}


def top_level_keys(yaml, text):
    """The events of the keys of a YAML mapping; the nodes of a large file would take much memory."""
    depth, is_key = 0, False
    for event in yaml.parse(text, fastest_loader(yaml)):
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        elif depth == 0 and isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent)):
            return
        elif depth == 1 and isinstance(event, yaml.NodeEvent):
            is_key = not is_key
            if is_key and isinstance(event, yaml.ScalarEvent):
                yield event
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1


def mapping_of(path):
    """The mapping in a YAML file as it is written; empty for any other file."""
    yaml = importlib.import_module("yaml")
    try:
        found = yaml.load(Path(path).read_text(encoding="utf-8"), fastest_loader(yaml))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}


def nested_locations(path, locations):
    """Source location of every key and list item of a YAML file, by its path of keys; empty for invalid YAML."""
    yaml = importlib.import_module("yaml")
    lines = {}

    def walk(node, inside):
        if isinstance(node, yaml.MappingNode):
            parts = [(str(key.value), key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            parts = [(str(index), item, item) for index, item in enumerate(node.value)]
        else:
            return
        for name, start, value in parts:
            lines[inside + (name,)] = start.start_mark.line + 1
            if len(inside) < 5:
                walk(value, inside + (name,))

    try:
        walk(yaml.compose(Path(path).read_text(encoding="utf-8"), fastest_loader(yaml)), ())
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        pass
    return {key: locations.at(path, line) for key, line in lines.items()}


def nearest_location(where, keys):
    """The source location of a value, else of the closest mapping or list around it; None where the files have none of them."""
    return next((where[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in where), None)


def repeated_keys(text):
    """The keys that stand twice in one mapping of a YAML text: their path of keys, and both lines; none for invalid YAML."""
    yaml = importlib.import_module("yaml")
    found = []

    def walk(node, inside):
        lines = {}
        for key, value in node.value if isinstance(node, yaml.MappingNode) else []:
            # Merge keys, and keys that are not texts, may stand twice.
            if key.tag == "tag:yaml.org,2002:str":
                line = key.start_mark.line + 1
                if key.value in lines:
                    found.append((inside + (key.value,), lines[key.value], line))
                lines.setdefault(key.value, line)
            walk(value, inside + (str(key.value),))
        for index, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else []):
            walk(item, inside + (str(index),))

    try:
        walk(yaml.compose(text, fastest_loader(yaml)), ())
    except yaml.YAMLError:
        pass
    return found
