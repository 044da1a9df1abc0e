# Compiles an exit handler as the KFP SDK 1.8 does. JSON on stdout.
import json
import tempfile

import yaml
from kfp import dsl
from kfp.compiler import Compiler


@dsl.pipeline(name="exit", description="")
def convert():
    with dsl.ExitHandler(dsl.ContainerOp(name="on-exit", image="image", command=["python3"], arguments=["{{workflow.status}}"])):
        dsl.ContainerOp(name="clean", image="image", command=["kedro"])


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler(mode=dsl.PipelineExecutionMode.V1_LEGACY if hasattr(dsl, "PipelineExecutionMode") else None).compile(convert, file.name)
    print(json.dumps(yaml.safe_load(open(file.name))["spec"]))
