# The inputs of a pipeline as the KFP SDK 1.8 describes them. {"inputs": [{name, type, default}]} on stdin.
import inspect
import json
import sys
import tempfile

import kfp
import yaml
from kfp import dsl
from kfp.compiler import Compiler

given = json.load(sys.stdin)
types = {"STRING": str, "NUMBER_INTEGER": int, "NUMBER_DOUBLE": float, "BOOLEAN": bool, "LIST": list, "STRUCT": dict}


def whole(*args, **inputs):
    dsl.ContainerOp(name="a", image="x", command=["kedro"], arguments=list(args) + list(inputs.values()))


whole.__signature__ = inspect.Signature(
    [
        inspect.Parameter(
            one["name"],
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            annotation=types[one["type"]],
            default=one["default"],
        )
        for one in given["inputs"]
    ]
)
whole.__annotations__ = {one["name"]: types[one["type"]] for one in given["inputs"]}
with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler(mode=kfp.dsl.PipelineExecutionMode.V1_LEGACY).compile(dsl.pipeline(name="whole")(whole), file.name)
    document = yaml.safe_load(open(file.name))
print(document["metadata"]["annotations"]["pipelines.kubeflow.org/pipeline_spec"])
