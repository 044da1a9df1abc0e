# Compiles a task whose output all others get as the KFP SDK 1.8 does. JSON on stdout.
import json
import tempfile

import yaml
from kfp import dsl
from kfp.compiler import Compiler


@dsl.pipeline(name="start", description="")
def convert():
    path = {"start_variables": "/tmp/outputs/start_variables/data"}
    start = dsl.ContainerOp(name="on-start", image="image", command=["python3"], file_outputs=path)
    variables = start.outputs["start_variables"]
    clean = dsl.ContainerOp(name="clean", image="image", command=["kedro"], arguments=["variables=%s" % variables])
    train = dsl.ContainerOp(name="train", image="image", command=["kedro"], arguments=["variables=%s" % variables])
    train.after(clean)


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler(mode=dsl.PipelineExecutionMode.V1_LEGACY if hasattr(dsl, "PipelineExecutionMode") else None).compile(convert, file.name)
    print(json.dumps(yaml.safe_load(open(file.name))["spec"]))
