# Which files decide what the image installs, and with which tool; the Dockerfile and the checks follow one decision.
import re

from .local_packages import border_of
from .requirement_set import RequirementSet
from .requirement_tables import read_conda
from .workspace import members_of, pyproject_of, workspace_of

# Groups that tools make for development; an image does not get them.
DEVELOPMENT = re.compile(
    r"^(?:dev|develop|development|tests?|testing|lint(?:ing)?|format|docs?|documentation|typ(?:es|ing)|ci|release"
    r"|pre-commit|notebooks?|jupyter|debug|build|quality|tools)$"
)

CONDA = ("environment.yml", "environment.yaml", "conda.yml", "conda.yaml")
# Which one of requirements/*.txt is for production.
PRODUCTION = "prod production prd requirements main base common default runtime app core".split()


class Layout:
    """`files`: what decides, relative to the project. `folder`: where the tool works; a workspace is above the project."""

    def __init__(self, tool, files, root, locked=False, folder=None, groups=()):
        self.tool = tool
        self.files = files
        self.root = root
        self.locked = locked
        self.folder = folder or root
        self.groups = sorted(groups)

    def place(self):
        """For what is wrong in a file outside of the project."""
        return {"file": self.files[0], "line": None} if self.files else None

    def document(self, requirements):
        local = requirements.local
        if self.folder != self.root:
            local.needs(self.folder / "pyproject.toml")
            # Without a lock file uv reads every member of the workspace.
            for member in [] if self.locked else members_of(self.folder, pyproject_of(self.folder)):
                if member != self.root:
                    local.needs(member)
        return {
            "tool": self.tool,
            "files": self.files,
            "locked": self.locked,
            "folder": local.relative(self.folder),
            "groups": self.groups,
            "local": [dict(each, path=path) for path, each in sorted(local.found.items()) if path not in self.files],
            "itself": requirements.itself is not None,
            "git": requirements.uses_git,
            "index": self.tool == "uv" and names_index(requirements.pyproject, pyproject_of(self.folder)),
            "python": requirements.python,
            "problems": [dict(each, place=each["place"] or self.place()) for each in requirements.problems],
        }


def layouts_of(root, files, pyproject):
    """What could decide, the most exact first: a lock file, then requirements.txt, then what other tools write."""
    tool = pyproject.get("tool", {})
    uv = tool.get("uv", {})
    has = set(files).__contains__
    table = has("pyproject.toml")
    workspace = workspace_of(root, pyproject, border_of(root))
    above = workspace[0] if workspace and workspace[0] != root else None
    pixi = "pixi.toml" if has("pixi.toml") else "pyproject.toml" if "pixi" in tool else None
    conda = [file for file in CONDA if has(file)][:1]
    texts = [file for file in ("requirements.txt", "src/requirements.txt") if has(file)][:1]
    # Poetry installs every group that is not optional.
    poetry = {
        name
        for name, group in tool.get("poetry", {}).get("group", {}).items()
        if not group.get("optional") and not DEVELOPMENT.match(name)
    }
    # Of its default groups uv leaves `dev` out, as the image is for production.
    defaults = uv.get("default-groups", [])
    uv_groups = set(defaults) - {"dev"} if isinstance(defaults, list) else set()
    poetry_way = "dependencies" in tool.get("poetry", {}) or bool(poetry)

    def layout(name, *its_files, locked=False, folder=None, groups=()):
        return Layout(name, list(its_files), root, locked, folder, groups)

    if table and above and (above / "uv.lock").is_file():
        lock = "../" * len(root.relative_to(above).parts) + "uv.lock"
        yield layout("uv", "pyproject.toml", lock, locked=True, folder=above, groups=uv_groups)
    if table and has("uv.lock"):
        yield layout("uv", "pyproject.toml", "uv.lock", locked=True, groups=uv_groups)
    if table and has("poetry.lock"):
        yield layout("poetry", "pyproject.toml", "poetry.lock", locked=True, groups=poetry)
    if table and has("pdm.lock"):
        yield layout("pdm", "pyproject.toml", "pdm.lock", locked=True)
    if has("Pipfile") and has("Pipfile.lock"):
        yield layout("pipenv", "Pipfile", "Pipfile.lock", locked=True)
    if pixi and has("pixi.lock"):
        yield layout("pixi", pixi, "pixi.lock", locked=True)
    if conda and texts and re.search(r"-r\s*" + re.escape(texts[0]), (root / conda[0]).read_text("utf-8", "replace")):
        yield layout("conda", *conda)
    if texts:
        yield layout("requirements", *texts)
    if pixi:
        yield layout("pixi", pixi)
    if has("Pipfile"):
        yield layout("pipenv", "Pipfile")
    if conda and (not table or brings_kedro(root, conda[0])):
        yield layout("conda", *conda)
    if table and (workspace or uv.get("sources") or uv.get("index") or uv.get("package") is False):
        yield layout("uv", "pyproject.toml", folder=above, groups=uv_groups)
    if table and poetry_way:
        yield layout("poetry", "pyproject.toml", groups=poetry)
    if table and (tool.get("pdm", {}).get("source") or tool.get("pdm", {}).get("distribution") is False):
        yield layout("pdm", "pyproject.toml")
    packaged = [file for file in ("pyproject.toml", "setup.cfg", "setup.py") if has(file)]
    if packaged:
        yield layout("project", *packaged)
    for file in ("requirements.lock", "requirements.in"):
        if has(file):
            yield layout("requirements", file)
    listed = [file for file in files if file.startswith("requirements/")]
    named = ["requirements/%s.txt" % name for name in PRODUCTION]
    for file in [file for file in named if has(file)][:1] or (listed if len(listed) == 1 else []):
        yield layout("requirements", file)
    if has("src/setup.py"):
        yield layout("project", "src/setup.py")


def names_index(*tables):
    """Whether uv takes packages from other indexes than the public one."""
    settings = [table.get("tool", {}).get("uv", {}) for table in tables]
    return any(key in each for each in settings for key in ("index", "index-url", "extra-index-url", "find-links"))


def brings_kedro(root, file):
    requirements = RequirementSet(root, {}, lambda path, line=None: None)
    read_conda(requirements, root / file)
    return "kedro" in requirements.found or requirements.itself is not None
