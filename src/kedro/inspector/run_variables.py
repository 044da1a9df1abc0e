# The variables of the run that the code or the configuration names: only then the tasks get them.
import os
import re
from pathlib import Path

NAMES = re.compile(r"(?<!\w)KFP_WIZARD_(?:RUN_ID|RUN_STARTED|PIPELINE)(?!\w)")
SKIPPED = ("node_modules", "site-packages", "venv", "__pycache__")


def run_variables(root, source, package, configuration):
    """The names that are found, sorted. The code may read them when a node runs, so its text is searched."""
    folder = source / package.replace(".", "/") if source == root else source
    paths = list(code_files(folder))
    for layer in configuration.layers:
        paths += [path for path in configuration.files(layer, ["**/*"]) if not os.path.basename(path).startswith("kfp.")]
    found = set()
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        found.update(NAMES.findall(text))
    return sorted(found)


def code_files(folder):
    for parent, folders, files in os.walk(str(folder)):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith(".")]
        for name in files:
            if name.endswith(".py"):
                yield os.path.join(parent, name)
