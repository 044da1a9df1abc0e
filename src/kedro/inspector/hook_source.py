# What a hook does, as far as its source shows: the datasets that it loads, what it adds to the catalog, whether it changes
# anything else that Kedro reads later.
import ast
import builtins
import inspect
import textwrap

from .hook_acts import acts

LOADS = {"load", "_get_dataset", "confirm"}
ADDS = {"add", "__setitem__", "_add_from_config"}
ADDS_MANY = {"add_feed_dict", "add_all", "update"}
CHANGES = ADDS | ADDS_MANY | {"setdefault", "append", "extend", "insert", "register_new_resolver", "register_resolver"}
CHANGES |= {"configure", "clear_resolver", "load_dotenv", "_register_new_resolvers", "add_pipelines"}
DEEPEST = 3


class HookSource:
    """Follows calls of the hook's own methods and of functions in its module."""

    def __init__(self, method):
        self.loads = []  # (name, guarded)
        self.added = {}  # name -> the entry as far as it is known
        self.adds_unknown = False
        self.changes = False
        self.acts = False  # it does more than to compute, to log, and to add
        self.hook = method.hook
        self.seen = set()
        self.context = method.name == "after_context_created"
        self.read(method.function, {"catalog", "conf_catalog"} if not self.context else {"context"}, False, 0)

    def read(self, function, subjects, guarded, depth):
        function = inspect.unwrap(getattr(function, "__func__", function))
        if function in self.seen:
            return
        if depth > DEEPEST or not hasattr(function, "__code__"):
            self.acts = True
            return
        self.seen.add(function)
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        except Exception:
            self.changes = self.acts = True  # nothing is known
            return
        Reader(self, function, subjects, depth).block(getattr(tree, "body", []), guarded)


class Reader:
    """Reads one function. `subjects`: the names of what Kedro gave the hook: its catalog or its context."""

    def __init__(self, source, function, subjects, depth):
        self.source, self.function, self.depth = source, function, depth
        self.subjects = set(subjects)
        self.texts = {}  # variables of loops and constants, with the texts they may have
        self.imported = {}  # names that the function imports, with their modules

    def block(self, statements, guarded):
        for statement in statements:
            conditional = isinstance(statement, (ast.If, ast.Try))
            suppresses = isinstance(statement, ast.With) and "suppress" in ast.dump(statement.items[0].context_expr)
            if isinstance(statement, ast.For) and isinstance(statement.target, ast.Name):
                self.texts[statement.target.id] = self.texts_of(statement.iter)
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
                self.texts[statement.targets[0].id] = self.texts_of(statement.value)
                if self.is_passed(statement.value):
                    self.subjects.add(statement.targets[0].id)
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                for alias in statement.names:
                    module = getattr(statement, "module", None) or alias.name
                    self.imported[alias.asname or alias.name.split(".")[0]] = module.split(".")[0]
            for field in ("body", "orelse", "finalbody"):
                inner = getattr(statement, field, None)
                if isinstance(inner, list):
                    self.block(inner, guarded or conditional or suppresses)
            for handler in getattr(statement, "handlers", []):
                self.block(handler.body, True)
            self.expressions(statement, guarded)
            if isinstance(statement, ast.If) and isinstance(statement.body[-1], (ast.Return, ast.Continue)):
                guarded = True

    def expressions(self, statement, guarded):
        parts = [part for part in ast.iter_child_nodes(statement) if not isinstance(part, (ast.stmt, ast.excepthandler))]
        for part in [inner for part in parts for inner in ast.walk(part)]:
            if isinstance(part, ast.Call):
                self.call(part, guarded)
            elif isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Load) and dotted(part.value) == "run_result":
                self.loaded(subscript(part), guarded)
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            for target in targets:
                self.assignment(target, statement.value)

    def assignment(self, target, value):
        if isinstance(target, ast.Subscript) and self.is_subject(target.value):
            self.adds(subscript(target), value)
        if isinstance(target, (ast.Subscript, ast.Attribute)) and not self.is_own(target):
            self.source.changes = True

    def call(self, call, guarded):
        function = call.func
        if isinstance(function, ast.Attribute):
            name, base = function.attr, function.value
            first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg in ("name", "ds_name")), None)
            if self.is_subject(base):
                if name in LOADS and first is not None:
                    self.loaded(first, guarded)
                elif name == "save":
                    self.saves(first)
                elif name in ADDS:
                    self.adds(first, call.args[1] if len(call.args) > 1 else None)
                elif name in ADDS_MANY:
                    self.adds_many(first)
            elif name == "load" and not call.args:
                self.loaded_object(base, guarded)
            if name in CHANGES and not self.is_own(base):
                self.source.changes = True
        self.follow(call, guarded)
        subject = isinstance(function, ast.Attribute) and self.is_subject(function.value)
        parameter = subject and self.is_of_parameter(call)
        if not parameter and self.callee(function) is None:
            if acts(call, self.function, self.source.hook, subject, self.imported):
                self.source.acts = True

    def is_of_parameter(self, call):
        texts = self.texts_of(call.args[0]) if call.args else None
        return bool(texts) and all(text == "parameters" or text.startswith("params:") for text in texts)

    def loaded_object(self, base, guarded):
        """`catalog["x"].load()`, `catalog.get("x").load()`, `catalog.datasets.x.load()`."""
        if isinstance(base, ast.Subscript) and self.is_subject(base.value):
            self.loaded(subscript(base), guarded)
        elif isinstance(base, ast.Call) and isinstance(base.func, ast.Attribute) and self.is_subject(base.func.value):
            if base.func.attr == "get" and base.args:
                self.loaded(base.args[0], guarded)
        elif isinstance(base, ast.Attribute) and dotted(base.value).endswith("catalog.datasets"):
            self.source.loads.append((base.attr, guarded))

    def loaded(self, expression, guarded):
        self.source.loads += [(text, guarded) for text in self.texts_of(expression) or [None]]

    def adds(self, expression, value):
        texts = self.texts_of(expression) if expression is not None else None
        if texts is None:
            self.source.adds_unknown = True
        for text in texts or []:
            self.source.added[text] = written_entry(value)

    def saves(self, expression):
        """Saving a parameter sets it; saving a dataset adds nothing to the catalog."""
        for text in self.texts_of(expression) or []:
            if text.startswith("params:"):
                self.source.added[text] = {}

    def adds_many(self, expression):
        if isinstance(expression, ast.Dict) and all(key is not None for key in expression.keys):
            for key, value in zip(expression.keys, expression.values):
                self.adds(key, value)
        else:
            self.source.adds_unknown = True

    def follow(self, call, guarded):
        passed = [argument for argument in call.args if self.is_passed(argument)]
        passed += [keyword.value for keyword in call.keywords if self.is_passed(keyword.value)]
        called = self.callee(call.func)
        if called is None:
            name = getattr(call.func, "id", "setattr")
            harmless = name != "setattr" and hasattr(builtins, name)
            self.source.changes = self.source.changes or bool(passed) and not harmless
            return
        names = list(inspect.signature(called).parameters) if passed else []
        subjects = {names[n] for n, argument in enumerate(call.args) if n < len(names) and self.is_passed(argument)}
        subjects |= {keyword.arg for keyword in call.keywords if keyword.arg and self.is_passed(keyword.value)}
        self.source.read(called, subjects | {"catalog"}, guarded, self.depth + 1)

    def callee(self, function):
        """A method of the hook itself, or a function of its module or package."""
        if isinstance(function, ast.Attribute) and dotted(function.value) == "self":
            found = getattr(self.source.hook, function.attr, None)
        elif isinstance(function, ast.Name):
            found = self.function.__globals__.get(function.id)
        else:
            return None
        module = str(getattr(found, "__module__", "")).split(".")[0]
        own = str(self.function.__module__).split(".")[0]
        return found if module == own and inspect.isroutine(found) else None

    def is_subject(self, expression):
        last = dotted(expression).split(".")
        if self.source.context:
            return last[-1] == "catalog" and last[0] in self.subjects
        return last[-1] in self.subjects or last[-1].strip("_").endswith("catalog") or (
            len(last) > 1 and last[-2].endswith("catalog") and last[-1] in ("_datasets", "_data_sets")
        )

    def is_passed(self, expression):
        if not isinstance(expression, (ast.Name, ast.Attribute)):
            return False
        if not self.source.context:
            return self.is_subject(expression)
        parts = dotted(expression).split(".")
        return parts[0] in self.subjects and (len(parts) == 1 or parts[1] in ("params", "config_loader", "catalog"))

    def is_own(self, expression):
        """A variable or attribute of the hook itself: changing it changes nothing for Kedro."""
        first = dotted(expression).split(".")[0]
        local = first in self.function.__code__.co_varnames
        return first == "self" or (local and first not in self.subjects and first not in self.imported)

    def texts_of(self, expression):
        """The texts that an expression may be; None where the source does not show them."""
        if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
            return [expression.value]
        if isinstance(expression, (ast.Tuple, ast.List, ast.Set)):
            found = [self.texts_of(part) for part in expression.elts]
            return None if None in found else [text for texts in found for text in texts]
        if isinstance(expression, ast.Name) and expression.id in self.texts:
            return self.texts[expression.id]
        if isinstance(expression, ast.Name):
            return as_texts(self.function.__globals__.get(expression.id))
        if isinstance(expression, ast.Attribute) and dotted(expression.value) == "self":
            return as_texts(getattr(self.source.hook, expression.attr, None))
        return None


def as_texts(value):
    values = [value] if isinstance(value, str) else value if isinstance(value, (list, tuple, set, dict)) else None
    return sorted(values) if values is not None and all(isinstance(text, str) for text in values) else None


def dotted(expression):
    """`self._catalog` as text; calls and subscripts in it are left out."""
    if isinstance(expression, ast.Name):
        return expression.id
    if isinstance(expression, ast.Attribute):
        return dotted(expression.value) + "." + expression.attr
    if isinstance(expression, ast.Subscript):
        return dotted(expression.value)
    return dotted(expression.func) if isinstance(expression, ast.Call) else ""


def subscript(expression):
    return getattr(expression.slice, "value", expression.slice) if type(expression.slice).__name__ == "Index" else expression.slice


def written_entry(value):
    """`CSVDataset(filepath="s3://…")` as an entry of the catalog."""
    if not isinstance(value, ast.Call):
        return {}
    kind = dotted(value.func).rpartition(".")[2]
    if not kind.lower().endswith("dataset"):
        return {}
    texts = {k.arg: k.value.value for k in value.keywords if k.arg and isinstance(k.value, ast.Constant)}
    holds_data = kind.lower() == "memorydataset" and (value.args or any(k.arg == "data" for k in value.keywords))
    return {"type": kind, "data": True} if holds_data else dict(texts, type=kind)
