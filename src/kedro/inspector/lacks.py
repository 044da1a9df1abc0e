# What an installed package lacks: a module or a name that the project imports, and that another version of it has.
import importlib
import re
import sys

LACKS = (
    r"No module named '(?P<module>[\w.]+)'",
    r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'",
    r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'",
)

# Modules that Python had until 3.11 or 3.12: no package of that name brings them back.
REMOVED = """
asynchat asyncore distutils imp smtpd aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib
ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib
""".split()


def lack_of(text, locations):
    """The package with its version and what it lacks, from the text of an error; None where it is not installed."""
    found = next((match for match in (re.search(pattern, text) for pattern in LACKS) if match), None)
    if found is None:
        return None
    whole = ".".join(part for part in (found.group("module"), found.groupdict().get("name")) if part)
    top = whole.split(".")[0]
    if top in REMOVED or (top != whole and top in getattr(sys, "stdlib_module_names", ())):
        return {"name": "Python", "version": ".".join(str(part) for part in sys.version_info[:3]), "lacks": whole}
    # Python imports what is around a module first: without it the package itself is not there. A package without a file
    # is a namespace, in which many packages have their parts.
    file = getattr(sys.modules.get(top), "__file__", None)
    if top == whole or file is None or locations.relative(file) is not None:
        return None
    distribution = distribution_of(top, file)
    return distribution and dict(distribution, lacks=whole)


def distribution_of(module, source):
    """Name and version of the installed package that has a module: of several, the one that its file comes from."""
    try:
        distributions = importlib.import_module("importlib.metadata").distributions()
    except ImportError:
        return None
    found = [distribution for distribution in distributions if module in modules_of(distribution)]
    owners = [each for each in found if len(found) > 1 and has_file(each, source)]
    for distribution in owners or found:
        return {"name": distribution.metadata["Name"], "version": distribution.version}
    return None


def modules_of(distribution):
    """The modules that an installed package brings; none where its list of files cannot be read."""
    try:
        names = (distribution.read_text("top_level.txt") or "").split()
        return set(names) or {file.parts[0].partition(".")[0] for file in distribution.files or [] if file.parts}
    except Exception:
        return set()


def has_file(distribution, source):
    return any(str(distribution.locate_file(file)) == source for file in distribution.files or [])


def in_words(text, locations):
    """The text of an error, or that a package which is installed lacks what is imported."""
    lack = lack_of(text, locations)
    return text if lack is None else "%(name)s %(version)s is installed and has no %(lacks)s; another version is needed" % lack
