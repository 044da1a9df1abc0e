# Reads requirements.txt and similar files: each line is a requirement or an option of pip.
import re

from .requirement_set import LINE, normal

MOST_FILES = 50


def read_lines(requirements, path, group, constraints=False):
    path = path.resolve()
    if path in requirements.seen or len(requirements.seen) > MOST_FILES:
        return
    requirements.seen.add(path)
    # A line that ends with a backslash continues on the next one; the location is the first line.
    pending, start = "", 0
    for number, line in enumerate(requirements.text(path).split("\n"), 1):
        start = start if pending else number
        pending += line.rstrip("\r")
        if pending.endswith("\\"):
            pending = pending[:-1] + " "
            continue
        read_line(requirements, re.sub(r"(^|\s)#.*", "", pending).strip(), path, start, group, constraints)
        pending = ""


def read_line(requirements, line, path, number, group, constraints):
    option = re.match(r"^(?:-([rce])\s*|--(requirement|constraint|editable)(?:\s+|=))(.+)$", line)
    if option:
        kind = option.group(1) or option.group(2)[0]
        if kind == "e":
            unnamed(requirements, option.group(3))
        else:
            read_lines(requirements, path.parent / option.group(3).strip(), group, constraints or kind == "c")
    elif not line or line.startswith("-"):
        return
    elif constraints:
        found = LINE.match(line)
        if found and re.match(r"^===?\s*[^\s,*]+$", found.group(3)):
            requirements.pins.add(normal(found.group(1)))
    elif re.match(r"^(?:[a-z+]+://|\.{0,2}/|\.$|.*\.whl$)", line, re.IGNORECASE):
        unnamed(requirements, line)
    else:
        requirements.add(line, requirements.location_of(path, number), group)


def unnamed(requirements, text):
    egg = re.search(r"#egg=([\w.-]+)", text)
    if egg:
        requirements.note(normal(egg.group(1)), True, None, None)
    elif re.match(r"^\.(\[|$|/?$)", text.strip()):
        # The project itself: the requirements of its own files are installed too.
        requirements.has_itself = True
    else:
        requirements.complete = False
