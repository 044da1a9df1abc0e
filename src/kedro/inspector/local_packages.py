# Requirements that are folders or files of this machine: where they are, and whether an image can have them.
import os
import re
from pathlib import Path


class LocalPackages:
    """`found`: by path relative to the project. `problems`: what keeps one of them out of an image."""

    def __init__(self, root):
        self.root = root
        self.border = border_of(root)
        self.found = {}
        self.problems = []

    def add(self, text, folder, place, optional=False):
        """The absolute path of what `text` in a file of `folder` refers to; None where no image can have it."""
        written = plain_path(text, self.root)
        absolute = written.startswith("/")
        path = Path(os.path.normpath(str(folder / written)))
        if path == self.root:
            return path
        problem = self.problem_of(path, text)
        if problem is None:
            entry = self.found.setdefault(self.relative(path), {"absolute": False})
            entry["absolute"] = entry["absolute"] or absolute
            return path
        if not optional:
            self.problems.append(dict(problem, place=place))
        return None

    def problem_of(self, path, text):
        if not path.exists():
            feedstock = re.match(r"^([\w.-]+)\s*@\s*file:///.*(?:feedstock|/croot/|conda-bld)", text)
            advice = (
                "Write %s==VERSION; `pip list --format=freeze` prints the requirements in this form" % feedstock.group(1)
                if feedstock
                else "Correct the path, or require a version from a package index"
            )
            return {"message": "%s does not exist, so the image cannot get it" % text.strip(), "fix": advice}
        real = path.resolve()
        for each in (path, real):
            if each != self.border and self.border not in each.parents:
                return {
                    "message": "%s is outside of %s, which is as far as the build context of the image can reach"
                    % (text.strip(), self.border),
                    "fix": "Move it into the repository, or require it from a package index or as NAME @ git+https://…",
                }
        if real != path:
            message = "%s leads through a symbolic link, which a build context does not follow" % text.strip()
            return {"message": message, "fix": "Write the real path: %s" % self.relative(real)}
        return None

    def relative(self, path):
        return Path(os.path.relpath(str(path), str(self.root))).as_posix()

    def needs(self, path):
        """Notes a file outside of the project that the installation reads."""
        self.found.setdefault(self.relative(path), {"absolute": False})


def border_of(root):
    """The folder that a build context never leaves: the Git repository, else the home folder, else the file system."""
    for folder in [root, *root.parents]:
        if (folder / ".git").exists():
            return folder
    home = Path(os.path.expanduser("~")).resolve()
    return home if home in root.parents else Path(root.anchor)


def plain_path(text, root):
    """`x[extra] @ file:///a/b#egg=x`, `{root:uri}/../x`, `./x[extra]` → the path alone."""
    path = re.sub(r"^(?:[\w.-]+\s*(?:\[[^\]]*\])?\s*)?@\s*", "", text.strip())
    path = re.sub(r"\s*(?:#.*|\s;.*)$", "", path)
    path = re.sub(r"\[[\w\s,.-]*\]$", "", path)
    path = re.sub(r"^(?:\{root(?::\w+)?\}|file:/*\$\{PROJECT_ROOT\}|\$\{PROJECT_ROOT\})", ".", path)
    return re.sub(r"^file:(?://(?=/))?(?://localhost)?", "", path) or "."


def is_local(text):
    """Whether a requirement, or what stands after its `@`, is a path of this machine."""
    path = re.sub(r"^(?:[\w.-]+\s*(?:\[[^\]]*\])?\s*)?@\s*", "", text.strip())
    return bool(re.match(r"^(?:file:|\{root|\$\{PROJECT_ROOT\}|\.{0,2}/|\.{1,2}(?:\[|$))", path)) or bool(
        re.match(r"^[\w./-]+\.(?:whl|tar\.gz|zip)$", path)
    )
