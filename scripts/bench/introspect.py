# The least that reading a project through Kedro takes: its nodes, its catalog and its parameters, as JSON. Arguments: project,
# environment.
import json
import sys
from pathlib import Path

from kedro.framework.project import pipelines
from kedro.framework.session import KedroSession
from kedro.framework.startup import bootstrap_project

project, environment = sys.argv[1:]
bootstrap_project(Path(project))
with KedroSession.create(project_path=project, env=environment) as session:
    context = session.load_context()
    document = {
        "catalog": context.config_loader["catalog"],
        "parameters": context.params,
        "pipelines": {
            name: [{"name": node.name, "inputs": node.inputs, "outputs": node.outputs} for node in pipeline.nodes]
            for name, pipeline in pipelines.items()
        },
    }
print(json.dumps(document))
