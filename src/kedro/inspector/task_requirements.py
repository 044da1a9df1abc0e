# The packages of the requirements files that kfp.yml names for some tasks.
from .requirement_lines import read_lines
from .requirement_set import RequirementSet


def task_requirements(root, pyproject, deployment, locations):
    """Those that are there: `packages` that each installs, None where that is not known."""
    return [
        {"file": file, "packages": packages_of(root, pyproject, file, locations)}
        for file in sorted(files_in((deployment or {}).get("values") or {}))
        if (root / file).is_file()
    ]


def files_in(values):
    # Of on_start this is in its `settings`, as those of a node are below its name.
    for group in map(values.get, ("nodes", "tags", "pipelines", "on_start")):
        for settings in group.values() if isinstance(group, dict) else ():
            file = settings.get("requirements") if isinstance(settings, dict) else None
            if isinstance(file, str):
                yield file


def packages_of(root, pyproject, file, locations):
    try:
        requirements = RequirementSet(root, pyproject, locations.at)
        read_lines(requirements, root / file, None)
        return requirements.all_packages() if requirements.complete else None
    except Exception:
        return None
