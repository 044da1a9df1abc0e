# Environment markers (PEP 508), judged for the image: Linux, with the Python of this interpreter.
import functools
import re
import sys

TOKEN = re.compile(r"""\s*(\(|\)|===|==|~=|!=|<=|>=|<|>|not\s+in\b|in\b|and\b|or\b|'[^']*'|"[^"]*"|[\w.]+)""")
VERSIONS = ("python_version", "python_full_version", "implementation_version")


@functools.lru_cache(maxsize=None)
def image_environment():
    release = [str(part) for part in sys.version_info[:3]]
    return {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": ("x86_64", "aarch64"),
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "implementation_version": ".".join(release),
        "python_version": ".".join(release[:2]),
        "python_full_version": ".".join(release),
    }


def applies(marker, extras=()):
    """Whether a requirement with this marker, or none, is installed in the image; one that cannot be read applies."""
    return not marker.strip() or applies_with(marker, frozenset(extras))


# Installed packages have the same few markers hundreds of times.
@functools.lru_cache(maxsize=None)
def applies_with(marker, extras):
    try:
        return Marker(marker, dict(image_environment(), extra=tuple(extras) or ("",))).read()
    except (ValueError, IndexError):
        return True


class Marker:
    def __init__(self, text, environment):
        self.environment = environment
        self.tokens = []
        position = 0
        while text[position:].strip():
            found = TOKEN.match(text, position)
            if not found:
                raise ValueError(text)
            self.tokens.append(re.sub(r"\s+", " ", found.group(1)))
            position = found.end()

    def read(self):
        result = self.any_of()
        if self.tokens:
            raise ValueError(self.tokens)
        return result

    def any_of(self):
        result = self.all_of()
        while self.tokens[:1] == ["or"]:
            self.tokens.pop(0)
            result = self.all_of() or result
        return result

    def all_of(self):
        result = self.one()
        while self.tokens[:1] == ["and"]:
            self.tokens.pop(0)
            result = self.one() and result
        return result

    def one(self):
        if self.tokens[0] == "(":
            self.tokens.pop(0)
            result = self.any_of()
            if self.tokens.pop(0) != ")":
                raise ValueError(self.tokens)
            return result
        left, operator, right = self.tokens.pop(0), self.tokens.pop(0), self.tokens.pop(0)
        by_version = left in VERSIONS or right in VERSIONS
        if "extra" in (left, right):
            left, right = left.replace("_", "-").lower(), right.replace("_", "-").lower()
        pairs = [(a, b) for a in self.values(left) for b in self.values(right)]
        # A name with several values, such as the machine, has each of them in some image.
        return any(compare(a, operator, b, by_version) for a, b in pairs)

    def values(self, token):
        if token[0] in "'\"":
            return (token[1:-1],)
        value = self.environment.get(token)
        if value is None:
            raise ValueError(token)
        return value if isinstance(value, tuple) else (value,)


def compare(left, operator, right, by_version):
    if operator in ("in", "not in"):
        words = re.split(r"[\s,]+", right) if by_version else right
        return (left in words) == (operator == "in")
    if by_version and operator != "===":
        return compare_versions(left, operator, right)
    return {
        "==": left == right,
        "===": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


def compare_versions(left, operator, right):
    if right.endswith(".*"):
        same = (left + ".").startswith(right[:-1])
        return same == (operator == "==")
    a, b = numbers(left), numbers(right)
    if operator == "~=":
        return a >= b and a[: len(release(right)) - 1] == tuple(release(right)[:-1])
    return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]


def release(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def numbers(text):
    return tuple((release(text) + [0, 0, 0])[:4])
