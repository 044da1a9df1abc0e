# Compiles with the KFP SDK 1.8, as the old Kedro guide did: one ContainerOp per task. JSON on stdin, YAML on stdout.
import json
import sys
import tempfile

import kfp
from kfp import aws, dsl
from kfp.compiler import Compiler

given = json.load(sys.stdin)


@dsl.pipeline(name=given["name"], description=given["description"])
def convert():
    ops = {}
    for task in given["tasks"]:
        op = dsl.ContainerOp(
            name=task["key"],
            image=given["image"],
            command=given["command"],
            arguments=task["args"],
        )
        op.container.set_image_pull_policy(given["imagePullPolicy"])
        op.apply(aws.use_aws_secret(given["secret"], *given["keys"]))
        op.after(*(ops[key] for key in task["dependsOn"]))
        op.set_caching_options(False)
        op.execution_options.caching_strategy.max_cache_staleness = "P0D"
        op.set_display_name(task["title"])
        ops[task["key"]] = op


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler(mode=kfp.dsl.PipelineExecutionMode.V1_LEGACY).compile(convert, file.name)
    print(open(file.name).read())
