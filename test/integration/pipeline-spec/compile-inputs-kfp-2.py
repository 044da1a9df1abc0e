# Compiles a pipeline of one container with the KFP SDK 2 that hands its inputs on; also loads specs of kfp-wizard.
# {"inputs": [{name, type, default}], "specs": [text]} on stdin; the SDK's input definitions, sources and arguments on stdout.
import inspect
import json
import sys
import tempfile

import yaml
from kfp import compiler, components, dsl

given = json.load(sys.stdin)
types = {"STRING": str, "NUMBER_INTEGER": int, "NUMBER_DOUBLE": float, "BOOLEAN": bool, "LIST": list, "STRUCT": dict}


def signature(function, with_default):
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    function.__signature__ = inspect.Signature(
        [
            inspect.Parameter(
                one["name"],
                kind,
                annotation=types[one["type"]],
                **({"default": one["default"]} if with_default else {}),
            )
            for one in given["inputs"]
        ]
    )
    function.__annotations__ = {one["name"]: types[one["type"]] for one in given["inputs"]}
    return function


def kedro_run(*inputs):
    return dsl.ContainerSpec(image="x", command=["kedro"], args=list(inputs))


component = dsl.container_component(signature(kedro_run, False))


def whole(*args, **inputs):
    component(**(inputs or dict(zip([one["name"] for one in given["inputs"]], args))))


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    compiler.Compiler().compile(dsl.pipeline(name="whole")(signature(whole, True)), file.name)
    document = next(yaml.safe_load_all(open(file.name)))
for text in given["specs"]:
    components.load_component_from_text(text)
root = document["root"]
task = root["dag"]["tasks"]["kedro-run"]
answer = {
    "definitions": root["inputDefinitions"]["parameters"],
    "sources": task["inputs"]["parameters"],
    "component": document["components"]["comp-kedro-run"]["inputDefinitions"]["parameters"],
    "args": document["deploymentSpec"]["executors"]["exec-kedro-run"]["container"]["args"],
}
print(json.dumps(answer))
