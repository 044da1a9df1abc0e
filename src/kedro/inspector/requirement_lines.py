# requirements.txt and its like: a requirement or an option of pip in each line.
import re

from .asked import LINE, normal

MOST_FILES = 50


def read_lines(asked, path, group, constraints=False):
    path = path.resolve()
    if path in asked.seen or len(asked.seen) > MOST_FILES:
        return
    asked.seen.add(path)
    # A line that ends with a backslash goes on in the next one; the number of the first one counts.
    pending, start = "", 0
    for number, line in enumerate(asked.text(path).split("\n"), 1):
        start = start if pending else number
        pending += line.rstrip("\r")
        if pending.endswith("\\"):
            pending = pending[:-1] + " "
            continue
        read_line(asked, re.sub(r"(^|\s)#.*", "", pending).strip(), path, start, group, constraints)
        pending = ""


def read_line(asked, line, path, number, group, constraints):
    option = re.match(r"^(?:-([rce])\s*|--(requirement|constraint|editable)(?:\s+|=))(.+)$", line)
    if option:
        kind = option.group(1) or option.group(2)[0]
        if kind == "e":
            unnamed(asked, option.group(3))
        else:
            read_lines(asked, path.parent / option.group(3).strip(), group, constraints or kind == "c")
    elif not line or line.startswith("-"):
        return
    elif constraints:
        found = LINE.match(line)
        if found and re.match(r"^===?\s*[^\s,*]+$", found.group(3)):
            asked.pins.add(normal(found.group(1)))
    elif re.match(r"^(?:[a-z+]+://|\.{0,2}/|\.$|.*\.whl$)", line, re.IGNORECASE):
        unnamed(asked, line)
    else:
        asked.add(line, asked.place_of(path, number), group)


def unnamed(asked, text):
    egg = re.search(r"#egg=([\w.-]+)", text)
    if egg:
        asked.note(normal(egg.group(1)), True, None, None)
    elif re.match(r"^\.(\[|$|/?$)", text.strip()):
        # The project itself: what its own files ask for is brought too.
        asked.has_itself = True
    else:
        asked.complete = False
