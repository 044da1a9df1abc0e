# Compiles a ContainerOp with the output artifacts of v1 as the KFP SDK 1.8 does: its declarations as JSON on stdout.
import json
import tempfile

import yaml
from kfp import dsl
from kfp.compiler import Compiler

paths = {
    "mlpipeline-metrics": "/tmp/outputs/mlpipeline_metrics/data",
    "mlpipeline-ui-metadata": "/tmp/outputs/mlpipeline_ui_metadata/data",
}


@dsl.pipeline(name="artifacts")
def convert():
    dsl.ContainerOp(name="evaluate", image="image", command=["python3"], output_artifact_paths=paths)


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler().compile(convert, file.name)
    compiled = yaml.safe_load(open(file.name))
templates = compiled["spec"]["templates"]
print(json.dumps(next(one["outputs"]["artifacts"] for one in templates if one["name"] == "evaluate")))
