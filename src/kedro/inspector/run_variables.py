# The variables of the run that the code or the configuration names: only then the tasks get them.
import os
import re
from pathlib import Path

NAMES = re.compile(r"(?<!\w)KFP_WIZARD_(?:RUN_ID|RUN_STARTED|PIPELINE)(?!\w)")
SKIPPED = ("node_modules", "site-packages", "venv", "__pycache__")


def run_variables(root, source, package, configuration):
    """The names that are found, sorted. The code may read them when a node runs, so its text is searched."""
    folder = source / package.replace(".", "/") if source == root else source
    texts = list(code_texts(folder))
    for layer in configuration.layers:
        texts += [text for _, text in configuration.texts(layer, ["**/*"], "kfp.")]
    return sorted({name for text in texts for name in NAMES.findall(text)})


def code_texts(folder):
    for parent, folders, files in os.walk(str(folder)):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.startswith(".")]
        for name in files:
            if name.endswith(".py"):
                try:
                    text = Path(parent, name).read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError):
                    continue
                yield text
