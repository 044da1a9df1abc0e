# A script of the shape of the old guide of Kedro, for the newest KFP SDK: it loads the project's pipelines through Kedro,
# makes one component for each node, and compiles. Arguments: project, environment, image, output.
import re
import sys
from pathlib import Path

from kedro.framework.project import pipelines
from kedro.framework.session import KedroSession
from kedro.framework.startup import bootstrap_project
from kfp import compiler, dsl

project, environment, image, output = sys.argv[1:]
metadata = bootstrap_project(Path(project))
with KedroSession.create(project_path=project, env=environment) as session:
    session.load_context()
pipeline = pipelines["__default__"]


def component_of(node):
    def task():
        return dsl.ContainerSpec(image=image, command=["kedro"], args=["run", "--env", environment, "--nodes", node.name])

    task.__name__ = re.sub(r"\W+", "_", node.name)
    return dsl.container_component(task)


@dsl.pipeline(name=re.sub(r"[^a-z0-9]+", "-", metadata.project_name.lower()))
def whole():
    tasks = {}
    for node in pipeline.nodes:
        parents = [tasks[parent.name] for parent in pipeline.node_dependencies[node]]
        tasks[node.name] = component_of(node)().after(*parents)


compiler.Compiler().compile(whole, output)
