# Where settings.py takes the configuration from: the folder in the project, or a place that an image will not have.
import ast
import os


def in_folder(folder, path, ways=(os.path.normpath, os.path.realpath)):
    """The path relative to the folder, with forward slashes; None outside. A link in the folder is inside."""
    for way in ways:
        relative = os.path.relpath(way(str(path)), way(str(folder)))
        if relative != os.pardir and not relative.startswith(os.pardir + os.sep) and not os.path.isabs(relative):
            return relative.replace(os.sep, "/")
    return None


def from_project(root, path):
    """The path relative to the project with forward slashes, also outside of it."""
    # In an image a link leads to a folder that settings.py has by an absolute path.
    outside = os.path.relpath(os.path.realpath(str(path)), os.path.realpath(str(root))).replace(os.sep, "/")
    return in_folder(root, path) or outside


def source_problems(root, configuration, settings, locations):
    """What is not where tasks look for it, and whether Kedro reads all environments as one."""
    written, lines = assigned(settings.path)
    problems = []

    def judge(name, path, value):
        if in_folder(root, path) is None:
            kind = "outside"
        elif os.path.isabs(written.get(name) or ""):
            kind = "absolute"  # computed from __file__ it leads to the folder of the image
        else:
            return
        place = locations.at(settings.path, lines.get(name))
        given = str(value) if os.path.isabs(str(value)) else None
        problems.append({"kind": kind, "what": name, "value": from_project(root, path), "absolute": given, "place": place})

    judge("CONF_SOURCE", configuration.folder, settings.written_source)
    base = settings.loader_args.get("base_env")
    if base:
        # Inside the configuration folder it is where that is.
        if os.path.isabs(base) or in_folder(configuration.folder, configuration.folder / base) is None:
            judge("base_env", configuration.folder / base, base)
    # Newer versions of OmegaConfigLoader have no default.
    elif configuration.loader is not None and getattr(configuration.loader, "base_env", None) == "":
        place = locations.at(settings.path, lines.get("CONFIG_LOADER_ARGS"))
        problems.append({"kind": "whole", "what": "CONFIG_LOADER_ARGS", "value": "", "absolute": None, "place": place})
    return problems


def assigned(path):
    """Texts that settings.py assigns as they are, and the lines of the assignments; keys of CONFIG_LOADER_ARGS too."""
    texts, lines = {}, {}
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return texts, lines

    def note(name, value):
        lines[name] = value.lineno
        if isinstance(value, ast.Call) and len(value.args) == 1:
            value = value.args[0]  # str(…) or Path(…)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            texts[name] = value.value

    for statement in ast.walk(tree):
        if not isinstance(statement, ast.Assign):
            continue
        for target in statement.targets:
            if isinstance(target, ast.Name):
                note(target.id, statement.value)
                if target.id == "CONFIG_LOADER_ARGS" and isinstance(statement.value, ast.Dict):
                    for key, value in zip(statement.value.keys, statement.value.values):
                        if isinstance(key, ast.Constant):
                            note(str(key.value), value)
    return texts, lines
