# Runs `kedro` with each argv of a JSON list on stdin, in this folder and one process, since importing Kedro takes seconds.
# Before that it can list the nodes: {"list": true}.
import json
import sys
from pathlib import Path

from kedro.framework.cli.cli import KedroCLI

given = json.load(sys.stdin)
cli = KedroCLI(Path.cwd())
if given.get("list"):
    from kedro.framework.project import pipelines

    found = pipelines["__default__"]
    nodes = {node.name: sorted(other.name for other in found.node_dependencies[node]) for node in found.nodes}
    print("\n" + json.dumps(nodes))
for argv in given.get("commands", []):
    try:
        cli.main(argv, prog_name="kedro", standalone_mode=False)
    except SystemExit as exit:
        if exit.code:
            raise
