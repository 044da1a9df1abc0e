# Inspects a Kedro project in the project's own Python (3.8 or newer) with the project's own Kedro (0.18.5 or newer).
#
# usage: python -B inspect.py FOLDER
#   FOLDER/request.json  {"root": …, "environment": … or null, "source": …}; with "given": JSON of parameters that
#                        a run would have, by key; with "values": [KEY, …] only for parameters
#   FOLDER/answer.json   {"project": {…}}, {"parameters": {…}} or {"error": {…}}, written when done; shapes in inspect.ts
#                        and parameters.ts
#
# It writes nothing else, builds no catalog, imports no dataset class and parses no credentials file. What the project's
# code prints goes nowhere (stdout) or to stderr.
import os
import sys

# This file is called like a module of the standard library: its folder must not be searched for imports.
_here = os.path.dirname(os.path.realpath(__file__))
sys.path[:] = [p for p in sys.path if p != "" and os.path.realpath(p) != _here]

import ast  # noqa: E402
import functools  # noqa: E402
import glob  # noqa: E402
import heapq  # noqa: E402
import importlib  # noqa: E402
import importlib.util  # noqa: E402
import inspect  # noqa: E402
import io  # noqa: E402
import itertools  # noqa: E402
import json  # noqa: E402
import re  # noqa: E402
import tokenize  # noqa: E402
import traceback  # noqa: E402
import typing  # noqa: E402
import warnings  # noqa: E402
from pathlib import Path  # noqa: E402

MOST_WARNINGS = 20
LOCATION_KEYS = (
    "filepath",
    "path",
    "filename",
    "url",
    "table_name",
    "table",
    "key",
    "collection",
    "database",
    "con",
)
CATALOG_PATTERNS = ["catalog*", "catalog*/**", "**/catalog*"]
PARAMETER_PATTERNS = ["parameters*", "parameters*/**", "**/parameters*"]
SETTINGS_PATTERNS = ["kfp.yml", "kfp.yaml"]


class Failure(Exception):
    """The project cannot be inspected; `fields` become the error of the answer."""

    def __init__(self, code, message, **fields):
        super().__init__(message)
        self.fields = dict(fields, code=code, message=message)


# --- Places and words -------------------------------------------------------------------------------------------------


class Places:
    """Turns absolute paths into places inside the project."""

    def __init__(self, root):
        self.root = root

    def relative(self, path):
        """Path below the project with forward slashes, or None for what lies outside it or in an environment."""
        try:
            inside = Path(os.path.realpath(str(path))).relative_to(self.root)
        except ValueError:
            return None
        if {"site-packages", "dist-packages"} & set(inside.parts):
            return None
        return inside.as_posix()

    def at(self, path, line=None):
        file = self.relative(path)
        return None if file is None else {"file": file, "line": line if line and line > 0 else None}

    def of_error(self, error):
        """The deepest line inside the project that took part in an exception."""
        if isinstance(error, SyntaxError) and error.filename:
            place = self.at(error.filename, error.lineno)
            if place:
                return place
        frames = traceback.extract_tb(error.__traceback__)
        places = (self.at(frame.filename, frame.lineno) for frame in reversed(frames))
        return next((place for place in places if place), None)

    def of_traceback_text(self, text):
        places = (self.at(file, int(line)) for file, line in re.findall(r'File "([^"]+)", line (\d+)', text)[::-1])
        return next((place for place in places if place), None)

    def shorten(self, text):
        return text.replace(str(self.root) + os.sep, "").replace(str(self.root), ".")


def root_cause(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def words(error):
    """`KeyError: 'x'`, first line only."""
    text = str(error).strip().split("\n")[0][:500]
    return type(error).__name__ + (": " + text if text else "")


def without_secrets(text):
    """A URL without the password in it and without the values of secret-looking query parts."""
    text = re.sub(r"(://[^/@\s:]*):[^/\s]*@", r"\1:***@", text)
    secret = r"(?i)([?&;](?:[\w.-]*(?:sig|token|password|pwd|secret|key|credential)[\w.-]*)=)[^&;\s]+"
    return re.sub(secret, r"\1***", text)


def import_failure(places, error):
    cause = root_cause(error)
    place = places.of_error(cause) or places.of_error(error)
    ours = ("<frozen", __file__)
    frames = [f for f in traceback.extract_tb(cause.__traceback__) if not f.filename.startswith(ours)]
    # How Kedro came to the project says nothing; what the project then called may.
    own = [number for number, frame in enumerate(frames) if places.at(frame.filename)]
    frames = frames[own[0] :] if own else frames
    trace = "".join(traceback.format_list(frames[-6:]) + traceback.format_exception_only(type(cause), cause))
    what = "it calls sys.exit(%s)" % (cause.code,) if isinstance(cause, SystemExit) else words(cause)
    missing = cause.name if isinstance(cause, ModuleNotFoundError) else None
    return Failure(
        "IMPORT_FAILED",
        places.shorten(what),
        place=place,
        detail=places.shorten(trace.strip()),
        module=missing,
    )


# --- pyproject.toml and settings --------------------------------------------------------------------------------------


def load_toml(path):
    for name in ("tomllib", "tomli", "toml"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        return module.loads(path.read_text(encoding="utf-8"))
    return importlib.import_module("anyconfig").load(path)


class Settings:
    """What the inspector needs of settings.py, with Kedro's defaults."""

    def __init__(self, read):
        self.conf_source = str(read("CONF_SOURCE", "conf"))
        self.loader_class = read("CONFIG_LOADER_CLASS", None) or default_loader_class()
        self.loader_args = dict(read("CONFIG_LOADER_ARGS", {"base_env": "base", "default_run_env": "local"}))
        self.store_class = read("SESSION_STORE_CLASS", None)
        self.store_args = dict(read("SESSION_STORE_ARGS", None) or {})

    def store_folder(self, root):
        """Where Kedro-Viz keeps the sessions in a database, relative to the project: that folder it does not make itself."""
        path = self.store_args.get("path")
        if getattr(self.store_class, "__name__", "") != "SQLiteStore" or not isinstance(path, (str, Path)):
            return None
        try:
            return (root / path).resolve().relative_to(root).as_posix()
        except (OSError, ValueError):
            return None


def default_loader_class():
    config = importlib.import_module("kedro.config")
    # 0.18 takes the plain loader, everything newer only knows the other one.
    return getattr(config, "ConfigLoader", None) or config.OmegaConfigLoader


def metadata_of(root, pyproject, notices, places):
    """Kedro's own reading of pyproject.toml; where only the version gate refuses it, the same by hand."""
    startup = importlib.import_module("kedro.framework.startup")
    section = pyproject.get("tool", {}).get("kedro", {})
    source = (root / Path(section.get("source_dir", "src")).expanduser()).resolve()
    try:
        startup._get_project_metadata(root)
    except ValueError as error:
        notices.append({"kind": "version", "message": str(error), "place": places.at(root / "pyproject.toml")})
    except Exception as error:
        made_for_018 = {"package_name", "project_name", "project_version"} <= set(section)
        if not made_for_018 or "kedro_init_version" in section:
            cause = words(error.__cause__) if error.__cause__ else ""
            raise Failure("BAD_PYPROJECT", places.shorten(str(error)), detail=cause)
        # The key of 0.18, which newer versions do not know.
        text = "The project was made for Kedro %s: %s" % (section["project_version"], error)
        notices.append({"kind": "version", "message": text, "place": places.at(root / "pyproject.toml")})
    try:
        startup._add_src_to_path(source, root)
    except (ValueError, NotADirectoryError) as error:
        raise Failure("BAD_PYPROJECT", places.shorten(str(error)))
    return section, source


def configure(package, source, notices, places):
    """Points Kedro at the project's package and reads its settings, as far as they can be read."""
    project = importlib.import_module("kedro.framework.project")
    try:
        importlib.import_module(package)
    except (Exception, SystemExit) as error:
        if isinstance(error, ModuleNotFoundError) and (package + ".").startswith(str(error.name) + "."):
            folder = places.relative(source)
            raise Failure("BAD_PYPROJECT", "package_name is %s, and %s has no such package" % (package, folder))
        raise import_failure(places, error)
    try:
        # First by hand: older dynaconf swallows an error in settings.py and goes on with defaults.
        if importlib.util.find_spec(package + ".settings") is not None:
            importlib.import_module(package + ".settings")
        project.configure_project(package)
        return Settings(lambda key, default: getattr(project.settings, key, default))
    except (Exception, SystemExit) as error:
        cause = root_cause(error)
        notices.append(
            {
                "kind": "settings",
                "message": "settings.py does not load: " + places.shorten(words(cause)),
                "place": places.of_error(cause),
            }
        )
    project.PACKAGE_NAME = package
    project.pipelines.configure(package + ".pipeline_registry")
    values = readable_settings(source / package.replace(".", os.sep) / "settings.py", package)
    return Settings(lambda key, default: values.get(key, default))


def readable_settings(path, package):
    """The names that settings.py gives where it fails in a part that does not matter here, statement by statement."""
    values = {"__name__": package + ".settings", "__package__": package, "__file__": str(path)}
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (OSError, SyntaxError, ValueError):
        return values
    for statement in tree.body:
        try:
            exec(compile(ast.Module([statement], []), str(path), "exec"), values)
        except (Exception, SystemExit):
            continue
    return values


# --- Where nodes are written ------------------------------------------------------------------------------------------


class Calls:
    """Remembers which line of the project made each node, and tells which of these calls could be given a name."""

    MARK = "_kfp_wizard_call"

    def __init__(self, places):
        self.places = places
        self.trees = {}
        self.found = {}

    def watch(self):
        """Nodes that Kedro copies, for a namespace or a tag, keep the call of the first one."""
        module = importlib.import_module("kedro.pipeline.node")
        original, copy = module.Node.__init__, module.Node._copy
        own = os.path.abspath(module.__file__)

        @functools.wraps(original)
        def init(node, *args, **kwargs):
            original(node, *args, **kwargs)
            frame = sys._getframe(1)
            if os.path.abspath(frame.f_code.co_filename) == own:
                frame = frame.f_back
            if frame is not None:
                setattr(node, self.MARK, (frame.f_code.co_filename, frame.f_lineno, position(frame)))

        @functools.wraps(copy)
        def copied(node, *args, **kwargs):
            result = copy(node, *args, **kwargs)
            setattr(result, self.MARK, getattr(node, self.MARK, None))
            return result

        module.Node.__init__, module.Node._copy = init, copied

    def of(self, node):
        """Place of the call, with its source where it is a call that could have a `name=`."""
        mark = getattr(node, self.MARK, None)
        if mark is None:
            return None
        if mark not in self.found:
            place = self.places.at(mark[0], mark[1])
            self.found[mark] = place and dict(place, source=self.source(*mark))
        return self.found[mark]

    def forget_shared(self, pipelines):
        """A call that makes several nodes of one pipeline in one namespace cannot name them all."""
        for pipeline in pipelines:
            seen = set()
            for node in pipeline.nodes if hasattr(pipeline, "nodes") else []:
                key = (getattr(node, self.MARK, None), node.namespace)
                if key in seen and self.of(node):
                    self.of(node)["source"] = None
                seen.add(key)

    def source(self, path, line, where):
        try:
            call, text = self.call_at(path, line, where)
        except (OSError, SyntaxError, ValueError, UnicodeDecodeError):
            return None
        if call is None or any(keyword.arg in (None, "name") for keyword in call.keywords):
            return None
        segment = ast.get_source_segment(text, call)
        end = segment and end_of_arguments(segment)
        return {"text": segment, "end": end} if end else None

    def call_at(self, path, line, where):
        """The one call that begins on that line and is not repeated by a loop, and the text of its file."""
        if path not in self.trees:
            with tokenize.open(path) as file:
                text = file.read()
            self.trees[path] = (text, list(plain_calls(ast.parse(text))))
        text, calls = self.trees[path]
        matching = [call for call in calls if call.lineno == line and (where is None or span(call) == where)]
        if where is None:
            matching = [call for call in matching if called(call) in ("node", "Node")]
        return (matching[0] if len(matching) == 1 else None), text


def position(frame):
    """Line and column where the running call begins and ends, which Python tells from 3.11 on."""
    if not hasattr(frame.f_code, "co_positions"):
        return None
    where = next(itertools.islice(frame.f_code.co_positions(), frame.f_lasti // 2, None), None)
    return where if where and None not in where else None


def span(call):
    return (call.lineno, call.end_lineno, call.col_offset, call.end_col_offset)


def called(call):
    return getattr(call.func, "id", None) or getattr(call.func, "attr", None)


def plain_calls(tree):
    """Calls that run once each time their function runs."""
    repeats = (
        ast.For,
        ast.AsyncFor,
        ast.While,
        ast.ListComp,
        ast.SetComp,
        ast.DictComp,
        ast.GeneratorExp,
        ast.Lambda,
    )
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Call):
            yield child
        if not isinstance(child, repeats):
            for call in plain_calls(child):
                yield call


def end_of_arguments(segment):
    """Where the last argument of a call ends, its comma included, counted as JavaScript counts characters."""
    skipped = (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER, tokenize.INDENT, tokenize.DEDENT)
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(segment).readline) if t.type not in skipped]
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return None
    if len(tokens) < 4 or tokens[-1].string != ")":
        return None
    line, column = tokens[-2].end
    before = "".join(segment.splitlines(True)[: line - 1]) + segment.splitlines(True)[line - 1][:column]
    return len(before.encode("utf-16-le")) // 2


# --- What functions say of data ---------------------------------------------------------------------------------------


def hints(node):
    """Type annotations by dataset name: of what the function takes and of what it returns."""
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
    """Names of the datasets that the function takes, each with its parameter."""
    inputs = node._inputs
    try:
        if isinstance(inputs, dict):
            bound = signature.bind_partial(**inputs)
        else:
            bound = signature.bind_partial(*([inputs] if isinstance(inputs, str) else inputs or []))
    except TypeError:
        return []
    several = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    # The outermost name: a namespace is added to the values of `_inputs` too.
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
    """`pandas.core.frame.DataFrame`, `dict[str, float]`; None for what says nothing."""
    if value in (inspect.Parameter.empty, None, type(None), typing.Any):
        return None
    if isinstance(value, str):
        return value[:200]
    if isinstance(value, type) and not getattr(value, "__args__", None):
        module = value.__module__
        return value.__qualname__ if module == "builtins" else "%s.%s" % (module, value.__qualname__)
    return str(value)[:200]


# --- Pipelines --------------------------------------------------------------------------------------------------------


class KeptWarnings:
    """Stands in for the module `warnings` inside kedro.framework.project, where a project's filters cannot mute it."""

    def __init__(self):
        self.messages = []

    def __getattr__(self, name):
        return getattr(warnings, name)

    def warn(self, message, *args, **kwargs):
        self.messages.append(str(message))


def load_pipelines(places, notices):
    project = importlib.import_module("kedro.framework.project")
    kept = KeptWarnings()
    project.warnings = kept
    with warnings.catch_warnings(record=True) as recorded:
        warnings.simplefilter("default")
        try:
            pipelines = dict(project.pipelines)
        except (Exception, SystemExit) as error:
            raise with_dropped(import_failure(places, error), kept.messages, places)
        finally:
            project.warnings = warnings
    # Kedro meets the folders in the order of the disk.
    notices.extend(pipeline_notice(message, places) for message in sorted(kept.messages))
    notices.extend(warning_notices(recorded, places))
    return pipelines


def with_dropped(failure, messages, places):
    """A registry often fails because Kedro had left a pipeline out before: then that is the cause to tell."""
    notices = [pipeline_notice(message, places) for message in sorted(messages)]
    dropped = [notice for notice in notices if notice["kind"] == "pipeline-dropped"]
    if dropped:
        told = [notice["message"] + in_brackets(notice["place"]) for notice in dropped]
        missing = re.search(r"No module named '([^']+)'", told[0])
        failure.fields["message"] += in_brackets(failure.fields["place"]) + ", because " + told[0]
        failure.fields["place"] = None
        failure.fields["detail"] = "\n".join(told[1:] + [failure.fields["detail"]])
        failure.fields["module"] = failure.fields["module"] or (missing and missing.group(1))
    return failure


def in_brackets(place):
    return " (%s:%s)" % (place["file"], place["line"]) if place else ""


def pipeline_notice(message, places):
    # A folder without create_pipeline is mostly one of helpers: nothing was lost.
    kind = "warning" if "does not expose a 'create_pipeline'" in message else "pipeline-dropped"
    module = re.search(r"'([\w.]+)' module", message)
    if "Traceback" not in message or not module:
        return {"kind": kind, "message": places.shorten(" ".join(message.split())), "place": None}
    cause = message.strip().split("\n")[-1].strip()
    text = "%s could not be imported and is left out of every pipeline: %s" % (module.group(1), cause)
    return {"kind": kind, "message": places.shorten(text), "place": places.of_traceback_text(message)}


def warning_notices(recorded, places):
    seen = []
    for warning in recorded:
        message = " ".join(str(warning.message).split())[:500]
        notice = {
            "kind": "warning",
            "message": places.shorten("%s: %s" % (warning.category.__name__, message)),
            "place": places.at(warning.filename, warning.lineno),
        }
        if notice not in seen:
            seen.append(notice)
    return seen[:MOST_WARNINGS]


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


def function_place(function, places):
    function = underlying(function)
    try:
        if hasattr(function, "__code__"):
            return places.at(function.__code__.co_filename, function.__code__.co_firstlineno)
        return places.at(inspect.getsourcefile(function), inspect.getsourcelines(function)[1])
    except (TypeError, OSError):
        return None


def ordered(dependencies):
    """Names in topological order, the smallest ready one first: the same in every process."""
    waiting = {name: set(parents) for name, parents in dependencies.items()}
    children = {name: [] for name in waiting}
    for name, parents in waiting.items():
        for parent in parents:
            children[parent].append(name)
    ready = sorted(name for name, parents in waiting.items() if not parents)
    result = []
    while ready:
        name = heapq.heappop(ready)
        result.append(name)
        for child in children[name]:
            waiting[child].discard(name)
            if not waiting[child]:
                heapq.heappush(ready, child)
    return result


def describe_pipeline(name, pipeline, places, calls):
    parents = {
        node.name: sorted(parent.name for parent in found) for node, found in pipeline.node_dependencies.items()
    }
    nodes = {node.name: node for node in pipeline.nodes}
    return {
        "name": name,
        "nodes": [describe_node(nodes[node], parents[node], places, calls) for node in ordered(parents)],
    }


def describe_node(node, dependencies, places, calls):
    return {
        "name": node.name,
        "named": node._name is not None,
        "namespace": node.namespace or None,
        "tags": sorted(node.tags),
        "inputs": list(node.inputs),
        "outputs": list(node.outputs),
        "confirms": list(node.confirms),
        "function": function_name(node.func),
        "place": function_place(node.func, places),
        "call": calls.of(node),
        "hints": hints(node),
        "dependencies": dependencies,
    }


# --- Configuration ----------------------------------------------------------------------------------------------------


def in_tree(tree, values):
    """The tree with values in their places, by keys with dots."""
    tree = dict(tree)
    for key, value in values.items():
        inner, parts = tree, key.split(".")
        for part in parts[:-1]:
            inner[part] = dict(inner[part]) if isinstance(inner.get(part), dict) else {}
            inner = inner[part]
        inner[parts[-1]] = value
    return tree


def without_interpolations(value):
    """Texts that OmegaConf takes as they are."""
    if isinstance(value, dict):
        return {key: without_interpolations(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_interpolations(inner) for inner in value]
    return re.sub(r"(\\*)\$\{", r"\1\1\\${", value) if isinstance(value, str) else value


class Configuration:
    """The catalog and the parameters of one environment, through the project's own configuration loader."""

    def __init__(self, root, settings, wanted, places, given=None):
        """`given`: values of parameters by key, as a run would have them."""
        self.places = places
        self.unresolved = []
        self.given = given or {}
        self.folder = root / settings.conf_source
        arguments = settings.loader_args
        self.environments = sorted(
            entry.name
            for entry in (self.folder.iterdir() if self.folder.is_dir() else [])
            if entry.is_dir() and not entry.name.startswith((".", "__"))
        )
        self.base = arguments.get("base_env") or "base"
        self.default = arguments.get("default_run_env") or "local"
        self.environment = wanted or os.environ.get("KEDRO_ENV") or self.default
        # A missing folder is for a check to report; the rest of the document still holds.
        usable = self.environment if (self.folder / self.environment).is_dir() else self.base
        self.layers = [self.base] if usable == self.base else [self.base, usable]
        self.loader = None
        try:
            if self.given:
                arguments = dict(arguments, runtime_params=in_tree({}, without_interpolations(self.given)))
            self.loader = settings.loader_class(conf_source=str(self.folder), env=usable, **arguments)
        except Exception as error:
            self.report("configuration loader", error)
        configured = getattr(self.loader, "config_patterns", None) or {}
        self.catalog_patterns = configured.get("catalog") or CATALOG_PATTERNS
        self.parameter_patterns = configured.get("parameters") or PARAMETER_PATTERNS

    def report(self, what, error, place=None):
        self.unresolved.append(
            {"what": what, "reason": self.places.shorten(reason(error)), "place": place or self.yaml_place(error)}
        )

    def yaml_place(self, error):
        """Where a configuration file cannot be read, when the exception says so."""
        found = re.search(r"file (\S+?),? +unable to read line (\d+)", str(error))
        return self.places.at(found.group(1), int(found.group(2)) + 1) if found else None

    def files(self, layer, patterns):
        """Configuration files of an environment, hidden ones left out, in a stable order."""
        folder = glob.escape(str(self.folder / layer))
        found = {path for pattern in patterns for path in glob.iglob(folder + "/" + pattern, recursive=True)}
        return sorted(path for path in found if path.endswith((".yml", ".yaml", ".json")) and os.path.isfile(path))

    def catalog(self):
        """Entries by name, resolved; what cannot be resolved is reported and comes unresolved, without its location."""
        if self.loader is None:
            return self.catalog_by_entry()
        try:
            return dict(self.loader["catalog"])
        except Exception as error:
            if type(error).__name__ == "MissingConfigException":
                return {}
            before = len(self.unresolved)
            entries = self.catalog_by_entry()
            if len(self.unresolved) == before:
                self.report("catalog", error)
            return entries

    def catalog_by_entry(self):
        """The same without the loader's all or nothing: each entry resolved for itself."""
        entries = {}
        for raw, resolve, texts in self.by_layer("catalog", self.catalog_patterns):
            where = {key: place for path, text in texts for key, place in key_places(path, text, self.places).items()}
            for key in raw:
                if key.startswith("_"):
                    continue
                try:
                    entries[key] = resolve((key,))
                except Exception as error:
                    self.report(key, error, where.get(key))
                    entries[key] = bare(raw[key])
        return entries

    def by_layer(self, what, patterns):
        """Of each environment that counts: what its files hold, unresolved, and a function that resolves a part of it."""
        for layer in self.layers:
            texts = []
            for path in self.files(layer, patterns):
                try:
                    texts.append((path, Path(path).read_text(encoding="utf-8")))
                except (OSError, UnicodeDecodeError) as error:
                    self.report(what, error, self.places.at(path))
            raw, resolve = self.reader(what, texts)
            yield raw, resolve, texts

    def reader(self, what, texts):
        """All raw entries of a layer, and a function that resolves the part that some keys lead to as the loader does."""
        yaml = importlib.import_module("yaml")
        documents = []
        for path, text in texts:
            try:
                documents.append(yaml.load(text, yaml.SafeLoader) or {})
            except Exception as error:
                mark = getattr(error, "problem_mark", None)
                self.report(what, error, self.places.at(path, mark.line + 1 if mark else None))
        documents = [document for document in documents if isinstance(document, dict)]
        raw = {str(key): value for document in documents for key, value in document.items()}
        kinds = {kind.__name__ for kind in type(self.loader).__mro__}
        if "OmegaConfigLoader" in kinds:
            from omegaconf import OmegaConf

            merged = OmegaConf.unsafe_merge(*[OmegaConf.create(d) for d in documents]) if documents else {}

            def resolve(keys):
                value = inside(merged, keys)
                return OmegaConf.to_container(value, resolve=True) if OmegaConf.is_config(value) else value

        elif "TemplatedConfigLoader" in kinds:
            from kedro.config.templated_config import _format_object

            def resolve(keys):
                return _format_object(inside(raw, keys), self.loader._config_mapping)

        else:

            def resolve(keys):
                return inside(raw, keys)

        return raw, resolve

    def parameters(self):
        """Names of all parameters, the nested ones with dots, as Kedro makes datasets of them."""
        try:
            found = self.loader["parameters"] if self.loader is not None else {}
        except Exception as error:
            found = {}
            if type(error).__name__ != "MissingConfigException":
                before = len(self.unresolved)
                found = self.parameters_by_key()
                if len(self.unresolved) == before:
                    self.report("parameters", error)
        names = []

        def walk(value, prefix):
            for key, inner in value.items():
                names.append(prefix + str(key))
                if isinstance(inner, dict):
                    walk(inner, prefix + str(key) + ".")

        # Older loaders leave it to Kedro's context to add them.
        walk(in_tree(found, self.given), "")
        return sorted(set(names))

    def parameters_by_key(self):
        """What the files hold, unresolved; each value that does not resolve is reported for itself."""
        found = {}

        def walk(raw, resolve, keys, where):
            try:
                resolve(keys)
                return False
            except Exception as error:
                parts = [(key, value) for key, value in raw.items()] if isinstance(raw, dict) else []
                # Every part is looked at, not only those before the first that fails.
                if not any([walk(value, resolve, keys + (key,), where) for key, value in parts]):
                    self.report("params:" + ".".join(map(str, keys)), error, where.get(tuple(map(str, keys))))
                return True

        for raw, resolve, texts in self.by_layer("parameters", self.parameter_patterns):
            where = {}
            for path, _ in texts:
                where.update(nested_places(path, self.places))
            for key, value in raw.items():
                walk(value, resolve, (key,), where)
            found.update(raw)
        return found

    def parameter(self, key):
        """The value of one parameter as JSON, or why it has none; neither where it is not there."""
        try:
            parameters = self.loader["parameters"] if self.loader is not None else {}
        except Exception as error:
            return {"json": None, "problem": "cannot be read: " + self.places.shorten(reason(error))}
        value = parameters
        for part in key.split("."):
            value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
        value = parameters.get(key, MISSING) if value is MISSING else value
        if value is MISSING:
            return {"json": None, "problem": None}
        odd = next(iter(not_json(value)), None)
        return {"json": None if odd else json.dumps(value), "problem": odd}

    def runtime_keys(self):
        """Keys that the configuration takes from a run: `${runtime_params:KEY}`."""
        found = set()
        for layer in self.layers:
            for path in self.files(layer, ["**/*.yml", "**/*.yaml", "**/*.json"]):
                if not os.path.basename(path).startswith("credentials"):
                    try:
                        text = Path(path).read_text(encoding="utf-8")
                    except (OSError, UnicodeDecodeError):
                        continue
                    found.update(re.findall(r"\$\{\s*runtime_params:\s*['\"]?([\w.-]+)", text))
        return sorted(found)

    def deployment_settings(self):
        """kfp.yml as the loader merges and resolves it, and where each of its keys stands; None without such a file."""
        known = getattr(self.loader, "config_patterns", None) or {}
        patterns = known.get("kfp") or SETTINGS_PATTERNS
        paths = [path for layer in self.layers for path in self.files(layer, patterns)]
        if not paths:
            return None
        where = {}
        for path in paths:
            where.update(nested_places(path, self.places))
        result = {
            "files": [file for file in map(self.places.relative, paths) if file],
            "values": None,
            "params": {},
            "places": [{"key": list(key), "place": place} for key, place in where.items() if place],
            "problem": None,
        }
        try:
            if self.loader is None:
                raise ValueError("the configuration loader could not be made")
            self.loader.config_patterns = dict(known, kfp=patterns)
            try:
                values = dict(self.loader["kfp"])
            finally:
                self.loader.config_patterns = known
            params = values.get("params")
            # JavaScript knows no difference between 1 and 1.0: parameters travel as texts.
            texts = {str(key): exact(value) for key, value in params.items()} if isinstance(params, dict) else {}
            return dict(result, values=without_passwords(plain(values)), params=texts)
        except Exception as error:
            text = self.places.shorten(reason(error))
            key = re.search(r"full_key: (\w+)", str(error))
            place = where.get((key.group(1),)) if key else self.yaml_place(error)
            prefix = key.group(1) + ": " if key else ""
            return dict(result, problem={"message": prefix + text, "place": place})

    def catalog_places(self):
        """Where each entry or pattern stands; the environment's files win over those of base."""
        result = {}
        for layer in self.layers:
            for path in self.files(layer, self.catalog_patterns):
                try:
                    result.update(key_places(path, Path(path).read_text(encoding="utf-8"), self.places))
                except (OSError, UnicodeDecodeError):
                    continue
        return result


def inside(value, keys):
    for key in keys:
        value = value[key]
    return value


MISSING = object()


def not_json(value):
    """What in a value JSON would lose."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                yield "has a key that is no text: %s" % key
            yield from not_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from not_json(inner)
    elif isinstance(value, float) and value - value != 0:
        yield "holds %s, which JSON does not have" % value
    elif not (value is None or type(value) in (str, bool, int, float)):
        yield "holds a %s, which JSON does not have" % type(value).__name__


def reason(error):
    """The loader's words; of an error inside the project's own resolver only its kind: its words may be a value."""
    text = str(error).strip().split("\n")[0]
    foreign = re.match(r"(\w+ raised while resolving interpolation)", text)
    if foreign and type(error.__cause__).__module__.split(".")[0] not in ("omegaconf", "NoneType"):
        known = re.search(r"(Environment variable '[^']*' not found|Runtime parameter '[^']*' not found[^:]*)", text)
        text = known.group(1) if known else foreign.group(1)
    return without_secrets(text[:300]) or type(error).__name__


def bare(entry):
    """An entry that did not resolve, without the strings that hold interpolations."""
    if isinstance(entry, dict):
        return {key: bare(value) for key, value in entry.items()}
    return None if isinstance(entry, str) and "${" in entry else entry


def key_places(path, text, places):
    """Line of every top-level key of a YAML file."""
    yaml = importlib.import_module("yaml")
    lines = {}
    try:
        document = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for key, _ in document.value if isinstance(document, yaml.MappingNode) else []:
            lines[str(key.value)] = key.start_mark.line + 1
    except yaml.YAMLError:
        # Not YAML until a template engine has been over it, or broken: what stands at the left edge.
        for number, line in enumerate(text.split("\n"), 1):
            found = re.match(r"""(["']?)([^\s#"'][^"']*?)\1\s*:(\s|$)""", line)
            if found:
                lines.setdefault(found.group(2), number)
    return {key: places.at(path, line) for key, line in lines.items()}


def nested_places(path, places):
    """Line of every key and list item of a YAML file, by the keys that lead to it; empty for what is not YAML."""
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
        walk(yaml.compose(Path(path).read_text(encoding="utf-8"), yaml.SafeLoader), ())
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        pass
    return {key: places.at(path, line) for key, line in lines.items()}


def plain(value):
    """A value as JSON that every reader takes alike: numbers that JavaScript would change become texts."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, float) and not value.is_integer() and abs(value) < float("inf"):
        return value
    return str(value)


def without_passwords(values):
    """Plain variables belong to no secret: one that looks like it is told by its name, to be refused, never by its value."""
    groups = [values] + [entry for key in ("nodes", "tags") for entry in items_of(values.get(key))]
    for group in groups:
        variables = group.get("env_vars") if isinstance(group, dict) else None
        for name in variables if isinstance(variables, dict) else ():
            if re.search(r"(?i)(SECRET|SECRET_KEY|ACCESS_KEY|ACCESS_KEY_ID|PASSWORD|PASSWD|TOKEN)$", name):
                variables[name] = "***"
    return values


def items_of(value):
    return list(value.values()) if isinstance(value, dict) else []


def exact(value):
    """A value as JSON text, which is YAML too."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)


# --- Datasets ---------------------------------------------------------------------------------------------------------


class Catalog:
    """Looks datasets up as Kedro does: an entry of its own, else the first factory pattern that matches."""

    def __init__(self, configuration, kedro):
        entries = configuration.catalog()
        self.where = configuration.catalog_places()
        self.report = configuration.report
        has_factories = kedro >= (0, 18, 12)
        self.patterns = []
        self.entries = {}
        for key, entry in entries.items():
            if has_factories and "{" in str(key):
                self.patterns.append(str(key))
            else:
                self.entries[str(key)] = entry
        self.bodies = {key: entries[key] for key in self.patterns}
        self.patterns.sort(key=lambda pattern: (-specificity(pattern), -pattern.count("{"), pattern))
        catch_all = [pattern for pattern in self.patterns if specificity(pattern) == 0]
        if len(catch_all) > 1:
            error = ValueError("Only one catch-all pattern is allowed: " + ", ".join(catch_all))
            self.report("catalog", error, self.where.get(catch_all[1]))
        if (0, 19, 0) <= kedro < (0, 19, 6):
            # There the runner's own catch-all wins: these datasets stay in memory.
            self.patterns = [pattern for pattern in self.patterns if specificity(pattern) > 0]

    def look_up(self, name):
        if name in self.entries:
            return describe_dataset(name, "entry", None, self.entries[name], self.where.get(name))
        if self.patterns:
            from parse import parse

            for pattern in self.patterns:
                found = parse(pattern, name)
                if not found:
                    continue
                place = self.where.get(pattern)
                try:
                    entry = fill_in(self.bodies[pattern], found.named)
                except (KeyError, IndexError, ValueError) as error:
                    self.report(pattern, ValueError("the pattern does not give %s" % error), place)
                    entry = {}
                dataset = describe_dataset(name, "pattern", pattern, entry, place)
                body = describe_dataset(name, "pattern", pattern, self.bodies[pattern], place)
                dataset["template"] = body["value"] or (body["inner"] or {}).get("value")
                return dataset
        return describe_dataset(name, "none", None, {}, None)

    def unused(self, used):
        return sorted(set(self.entries) - set(used))


def specificity(pattern):
    return len(re.sub(r"\{.*?\}", "", pattern))


def fill_in(value, named):
    if isinstance(value, dict):
        return {key: fill_in(inner, named) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [fill_in(inner, named) for inner in value]
    return value.format_map(named) if isinstance(value, str) and "}" in value else value


def describe_dataset(name, source, pattern, entry, place):
    entry = entry if isinstance(entry, dict) else {}
    nested = list(nested_entries(entry))
    inner = next((part for part in nested if location(part)["value"]), nested[-1] if nested else None)
    parts = [entry] + nested
    credentials = next((part["credentials"] for part in parts if part.get("credentials")), None)
    return dict(
        location(entry),
        name=name,
        source=source,
        pattern=pattern,
        inner=None if inner is None else location(inner),
        versioned=any(part.get("versioned") is True for part in parts),
        # A dict stands for itself: only that there is one is told.
        credentials=credentials if credentials is None or isinstance(credentials, str) else "(inline)",
        place=place,
    )


def nested_entries(entry):
    """The datasets inside a CachedDataset, PartitionedDataset or another wrapper, outermost first."""
    inner = entry.get("dataset")
    if isinstance(inner, str):
        yield {"type": inner}
    elif isinstance(inner, dict):
        yield inner
        for deeper in nested_entries(inner):
            yield deeper


def database_file(entry):
    """The file behind a table of an embedded database, which has no server; one without a file is in memory."""
    connection = entry.get("connection")
    if not isinstance(connection, dict) or connection.get("backend") not in ("duckdb", "sqlite"):
        return None
    return str(connection.get("database") or ":memory:")


def location(entry):
    kind = entry.get("type")
    key = next((key for key in LOCATION_KEYS if key in entry), None)
    value = entry.get(key) if key else None
    if key in ("table_name", "table") and database_file(entry):
        key, value = "database", database_file(entry)
    return {
        "type": None if kind is None else str(kind),
        "key": key,
        "value": without_secrets(str(value)) if isinstance(value, (str, int, float)) else None,
    }


# --- Files ------------------------------------------------------------------------------------------------------------


def environment_files(configuration, places):
    result = []
    start = str(configuration.folder / configuration.environment)
    for folder, folders, files in os.walk(start):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = os.path.join(folder, name)
            parts = os.path.relpath(path, start).split(os.sep)
            kinds = ("catalog", "parameters", "globals", "credentials", "logging")
            kind = next((kind for part in parts for kind in kinds if part.startswith(kind)), "other")
            file = places.relative(path)
            if file is not None and os.path.isfile(path):
                result.append({"file": file, "kind": kind, "empty": only_comments(path)})
    return sorted(result, key=lambda item: item["file"])


def only_comments(path):
    """Stops at the first line that says something, and keeps nothing of it: credentials files pass here too."""
    try:
        with open(path, "rb") as lines:
            return all(not line.strip() or line.lstrip().startswith((b"#", b"---")) for line in lines)
    except OSError:
        return False


def requirement_files(root, pyproject):
    names = [
        "requirements.txt",
        "src/requirements.txt",
        "requirements.in",
        "requirements.lock",
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "pixi.toml",
        "Pipfile",
        "environment.yml",
        "environment.yaml",
        "conda.yml",
        "setup.py",
        "setup.cfg",
    ]
    found = [name for name in names if (root / name).is_file()]
    found += sorted("requirements/" + path.name for path in (root / "requirements").glob("*.txt"))
    table = pyproject.get("project", {})
    poetry = pyproject.get("tool", {}).get("poetry", {})
    if "dependencies" in table or "dependencies" in table.get("dynamic", []) or "dependencies" in poetry:
        found.append("pyproject.toml")
    return sorted(found)


def requirements_document(root, files, pyproject, places):
    """What these files ask for. Nothing in them is worth failing for: without an answer nothing is checked."""
    try:
        beside = importlib.util.spec_from_file_location("_requirements", os.path.join(_here, "requirements.py"))
        module = importlib.util.module_from_spec(beside)
        beside.loader.exec_module(module)
        return module.read(root, files, pyproject, places.at)
    except Exception:
        return {"requires": [], "installs": None}


def plugin_names():
    try:
        from importlib.metadata import distributions
    except ImportError:
        return []
    names = set()
    for distribution in distributions():
        try:
            if any(point.group == "kedro.hooks" for point in distribution.entry_points):
                names.add(distribution.metadata["Name"])
        except Exception:
            continue
    return sorted(name for name in names if name)


# --- The whole --------------------------------------------------------------------------------------------------------


def kedro_version(places):
    try:
        return importlib.import_module("kedro").__version__
    except ModuleNotFoundError as error:
        if error.name == "kedro":
            version = ".".join(str(part) for part in sys.version_info[:3])
            raise Failure("NO_KEDRO", "Kedro is not installed in %s (Python %s)" % (sys.executable, version))
        raise import_failure(places, error)
    except (Exception, SystemExit) as error:
        raise import_failure(places, error)


# What decides how a dataset can be stored, or may be asked for by the type of one.
STORING = """
kedro-datasets pandas pyarrow fastparquet openpyxl tables sqlalchemy pandas-gbq lxml deltalake
s3fs gcsfs adlfs ossfs ocifs aiohttp paramiko
biopython dask geopandas holoviews ibis-framework matplotlib scipy networkx pillow plotly polars pyspark redis
scikit-learn snowflake-snowpark-python tensorflow
""".split()


def installed():
    """Versions of those of `STORING` that are there."""
    from importlib import metadata

    result = {}
    for name in STORING:
        try:
            result[name] = metadata.version(name)
        except Exception:
            continue
    return result


def version_numbers(version):
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def parameter_values(request):
    """The values of the parameters that are asked for, as JSON, and what else a run may be given a value for."""
    root, places, notices, _, settings, _, _ = opened(request)
    plain = Configuration(root, settings, request["environment"], places)
    configuration = Configuration(root, settings, request["environment"], places, given_values(request))
    known = plain.parameters()
    values = [dict(configuration.parameter(key), key=key) for key in request["values"]]
    return {
        # What needs the values of a run to be read is known only with them.
        "known": configuration.parameters() if plain.unresolved else known,
        "runtime": configuration.runtime_keys(),
        "values": values,
    }


def given_values(request):
    """Values of parameters that a run would have, by key. They come as a text: JavaScript would lose 1.0."""
    return json.loads(request.get("given") or "{}")


def opened(request):
    root = Path(request["root"])
    places = Places(root)
    notices = []
    version = kedro_version(places)
    try:
        importlib.import_module("kedro.framework.project")
        pyproject = load_toml(root / "pyproject.toml")
    except (ImportError, SystemExit) as error:
        raise import_failure(places, error)
    except Exception as error:
        raise Failure("BAD_PYPROJECT", "pyproject.toml is not valid TOML: %s" % error)
    section, source = metadata_of(root, pyproject, notices, places)
    settings = configure(section["package_name"], source, notices, places)
    return root, places, notices, version, settings, section, source


def project_document(request):
    root, places, notices, version, settings, section, source = opened(request)
    pyproject = load_toml(root / "pyproject.toml")
    calls = Calls(places)
    calls.watch()
    loaded = load_pipelines(places, notices)
    calls.forget_shared(loaded.values())
    pipelines = []
    for name, pipeline in sorted(loaded.items(), key=lambda item: str(item[0])):
        if pipeline is None:
            pipelines.append({"name": str(name), "nodes": []})
        elif hasattr(pipeline, "node_dependencies"):
            pipelines.append(describe_pipeline(str(name), pipeline, places, calls))
        else:
            text = "%s is registered as a %s, not as a Pipeline" % (name, type(pipeline).__name__)
            notices.append({"kind": "pipeline-dropped", "message": text, "place": None})
    given = given_values(request)
    configuration = Configuration(root, settings, request["environment"], places, given)
    deployment = configuration.deployment_settings()
    if deployment and deployment["params"]:
        fixed = {key: json.loads(text) for key, text in deployment["params"].items()}
        configuration = Configuration(root, settings, request["environment"], places, dict(fixed, **given))
    catalog = Catalog(configuration, version_numbers(version))
    nodes = [node for pipeline in pipelines for node in pipeline["nodes"]]
    names = {name for node in nodes for name in node["inputs"] + node["outputs"]}
    used = sorted(name for name in names if name != "parameters" and not name.startswith("params:"))
    datasets = [catalog.look_up(name) for name in used]
    files = requirement_files(root, pyproject)
    document = {
        "schema": 1,
        "root": str(root),
        "name": section["project_name"],
        "package": section["package_name"],
        "kedro": version,
        "kedroInit": section.get("kedro_init_version") or section.get("project_version"),
        "python": {
            "version": ".".join(str(part) for part in sys.version_info[:3]),
            "executable": sys.executable,
            "source": request["source"],
        },
        "confSource": settings.conf_source,
        "sourceDir": source.relative_to(root).as_posix(),
        "environments": configuration.environments,
        "baseEnvironment": configuration.base,
        "defaultEnvironment": configuration.default,
        "environment": configuration.environment,
        "environmentFiles": environment_files(configuration, places),
        "pipelines": pipelines,
        "datasets": datasets,
        "unusedEntries": catalog.unused(used),
        "sessionFolder": settings.store_folder(root),
        "parameters": configuration.parameters(),
        "settings": deployment,
        "requirements": files,
        "installed": installed(),
        "plugins": plugin_names(),
        "unresolved": configuration.unresolved,
        "notices": notices,
    }
    document.update(requirements_document(root, files, pyproject, places))
    return document


def main(folder):
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as file:
        request = json.load(file)
    # The project may print as much as it likes.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        if "values" in request:
            answer = {"parameters": parameter_values(request)}
        else:
            answer = {"project": project_document(request)}
    except Failure as failure:
        answer = {"error": failure.fields}
    except Exception:
        answer = {"error": {"code": "INSPECTOR", "message": "", "detail": traceback.format_exc()}}
    partial = os.path.join(folder, "answer.part")
    with open(partial, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    os.replace(partial, os.path.join(folder, "answer.json"))
    # No exit handlers, no waiting for threads that the project has started.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
