# The variables of on_start that the configuration needs: a task that runs without them cannot read it.
import re


def needed_variables(configuration, deployment):
    """Those that stand without a default in `${oc.env:NAME}`, each with its first place; the environment comes first."""
    start = ((deployment or {}).get("values") or {}).get("on_start")
    names = start.get("variables") if isinstance(start, dict) else None
    for name in names if isinstance(names, list) else ():
        place = configuration.line_matching(r"\$\{oc\.env:\s*%s\s*\}" % re.escape(str(name)), "kfp.")
        if place:
            yield {"name": str(name), "place": place}
