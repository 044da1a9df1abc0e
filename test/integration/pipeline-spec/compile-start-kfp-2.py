# Compiles a task whose output all others get as the KFP SDK 2 does, and loads specs with it. JSON on stdin and stdout.
import json
import sys
import tempfile

import yaml
from kfp import compiler, components, dsl

given = json.load(sys.stdin)


@dsl.container_component
def on_start(run_id: str, run_created: str, start_variables: dsl.OutputPath(str)):
    return dsl.ContainerSpec(image="image", command=["python3", start_variables], args=[run_id, run_created])


@dsl.container_component
def kedro_run(nodes: str, start_variables: str, alpha: float):
    return dsl.ContainerSpec(image="image", command=["kedro"], args=[start_variables, nodes, alpha])


@dsl.pipeline(name="start")
def convert(alpha: float = 0.5):
    run = {"run_id": dsl.PIPELINE_JOB_ID_PLACEHOLDER, "run_created": dsl.PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER}
    variables = on_start(**run).outputs["start_variables"]
    clean = kedro_run(nodes="clean", start_variables=variables, alpha=alpha)
    kedro_run(nodes="train", start_variables=variables, alpha=alpha).after(clean)


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    compiler.Compiler().compile(convert, file.name)
    compiled = next(yaml.safe_load_all(open(file.name)))
loaded = [components.load_component_from_text(text).name for text in given["specs"]]
print(json.dumps({"compiled": compiled, "loaded": loaded}))
