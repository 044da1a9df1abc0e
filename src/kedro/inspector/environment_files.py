# The files of an environment: the kind of each by its name, and whether it is empty.
import os


def environment_files(configuration, locations):
    result = []
    start = str(configuration.folder / configuration.environment)
    for folder, folders, files in os.walk(start):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            path = os.path.join(folder, name)
            parts = os.path.relpath(path, start).split(os.sep)
            kinds = ("catalog", "parameters", "globals", "credentials", "logging")
            kind = next((kind for part in parts for kind in kinds if part.startswith(kind)), "other")
            file = locations.relative(path)
            if file is not None and os.path.isfile(path):
                result.append({"file": file, "kind": kind, "empty": only_comments(path)})
    return sorted(result, key=lambda item: item["file"])


def only_comments(path):
    """Stops at the first line with content and keeps nothing of it: this reads credentials files too."""
    try:
        with open(path, "rb") as lines:
            return all(not line.strip() or line.lstrip().startswith((b"#", b"---")) for line in lines)
    except OSError:
        return False
