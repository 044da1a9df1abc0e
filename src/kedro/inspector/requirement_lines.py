# Reads requirements.txt and similar files: each line is a requirement or an option of pip.
import os
import re
from pathlib import Path

from .local_packages import is_local
from .requirement_set import EXACT, LINE, normal

MOST_FILES = 50


def read_lines(requirements, path, group, constraints=False):
    path = Path(os.path.normpath(str(path)))
    if path in requirements.files or len(requirements.files) > MOST_FILES:
        return
    requirements.files.append(path)
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


def read_line(requirements, line, path, number, group, constraints=False):
    option = re.match(r"^(?:-([rcef])\s*|--(requirement|constraint|editable|find-links)(?:\s+|=))(.+)$", line)
    place = requirements.location_of(path, number)
    if option:
        kind, value = option.group(1) or option.group(2)[0], option.group(3).strip()
        if kind == "e":
            unnamed(requirements, value, path, place, group)
        elif kind == "f":
            if not re.match(r"^(?:https?|s3|gs):", value):
                # pip ignores a folder that does not exist.
                requirements.local.add(value, path.parent, place, optional=True)
        else:
            nested(requirements, value, path, place, group, constraints or kind == "c")
    elif not line or line.startswith("-"):
        return
    elif constraints:
        found = LINE.match(line)
        exact = EXACT.match(found.group(3)) if found else None
        if exact:
            requirements.pins[normal(found.group(1))] = exact.group(1)
    elif re.match(r"^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@", line):
        requirements.add(line, place, group)
    elif re.match(r"^[a-z+]+://", line, re.IGNORECASE) or is_local(line):
        unnamed(requirements, line, path, place, group)
    else:
        requirements.add(line, place, group)


def nested(requirements, value, path, place, group, constraints):
    """A file that `-r` or `-c` names; it may be outside of the project."""
    file = Path(os.path.normpath(str(path.parent / value)))
    if re.match(r"^https?://", value):
        requirements.complete = requirements.complete and constraints
    elif requirements.local.add(value, path.parent, place) is not None:
        read_lines(requirements, file, group, constraints)
    else:
        requirements.complete = False


def unnamed(requirements, text, path, place, group):
    egg = re.search(r"#egg=([\w.-]+)", text)
    if is_local(text) or not re.match(r"^[a-z+]+:", text, re.IGNORECASE):
        extras = re.search(r"\[([\w\s,.-]*)\]\s*$", re.sub(r"#.*", "", text))
        names = {normal(each.strip()) for each in extras.group(1).split(",")} if extras else set()
        # pip looks for the folders in the working folder, and for those after `-r` too.
        requirements.add_local(text, place, group, requirements.root, egg and normal(egg.group(1)), names)
        return
    requirements.note_git(text, place, group)
    if egg:
        requirements.note(normal(egg.group(1)), True, None, group)
    elif group is None:
        requirements.complete = False
