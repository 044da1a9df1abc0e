# Where the packages that are installed here come from.
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlparse

VERSION = re.compile(r"^Version:[ \t]*(\S+)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def installed_version(name):
    from importlib import metadata

    try:
        distribution = metadata.distribution(name)
        found = VERSION.search(header_of(distribution) or "")
        return found.group(1) if found else distribution.version
    except Exception:
        return None


def header_of(distribution):
    """The fields of its metadata; reading the description too, as `importlib.metadata` does, takes ten times as long."""
    text = distribution.read_text("METADATA")
    return text and text.split("\n\n", 1)[0]


def installed_from_folder(name):
    """The folder of this machine from which a package is installed; None for one from an index."""
    from importlib import metadata

    try:
        source = json.loads(metadata.distribution(name).read_text("direct_url.json") or "{}")
    except Exception:
        return None
    url = urlparse(source.get("url", ""))
    path = Path(unquote(re.sub(r"^/([A-Za-z]:)", r"\1", url.path)))
    return path if url.scheme == "file" and "dir_info" in source and path.is_dir() else None


def strangers(requirements):
    """Packages that are folders here, but that the requirements only name: an index may have others of these names."""
    for name, each in sorted(requirements.found.items()):
        folder = installed_from_folder(name) if each["group"] is None and name not in requirements.elsewhere else None
        if folder is None or folder == requirements.root:
            continue
        border = requirements.local.border
        file = (each["place"] or {}).get("file", "the requirements")
        path = requirements.local.relative(folder) if border in folder.parents else str(folder)
        yield {
            "message": "%s is installed here from %s, but %s only names it: the image would get what a package index has "
            "under this name" % (name, path, file),
            "fix": "Refer to the folder: `-e %s` in requirements.txt, or a path in the table of your tool" % path,
            "place": each["place"],
        }
