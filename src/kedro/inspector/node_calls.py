# The calls in the project's source that create nodes, and whether a `name=` can be added to them.
import ast
import functools
import importlib
import io
import itertools
import os
import sys
import tokenize


class Calls:
    """Records the call in the project that creates each node, and finds the calls that can take a name."""

    MARK = "_kfp_wizard_call"

    def __init__(self, locations):
        self.locations = locations
        self.trees = {}
        self.found = {}

    def watch(self):
        """Starts to record. Nodes that Kedro copies, for a namespace or a tag, keep the call of the original."""
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
        """Source location of the call, with its source text where it can take a `name=`."""
        mark = getattr(node, self.MARK, None)
        if mark is None:
            return None
        if mark not in self.found:
            location = self.locations.at(mark[0], mark[1])
            self.found[mark] = location and dict(location, source=self.source(*mark))
        return self.found[mark]

    def forget_shared(self, pipelines):
        """Drops the source of a call that creates several nodes of one pipeline in one namespace."""
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
        """The only call that begins on this line and is not in a loop, and the text of its file."""
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
    """Line and column where the running call begins and ends; Python has them from 3.11 on."""
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
    """Offset where the last argument of a call ends, its comma included, in UTF-16 units as in JavaScript."""
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
