# Compiles a container with output artifacts as the KFP SDK 2 does, and loads a spec with it. JSON on stdin and stdout.
import json
import sys
import tempfile

import yaml
from kfp import compiler, components, dsl

given = json.load(sys.stdin)


@dsl.container_component
def kedro_run(metrics: dsl.Output[dsl.Metrics], page: dsl.Output[dsl.HTML], text: dsl.Output[dsl.Markdown]):
    return dsl.ContainerSpec(image="image", command=["python3"], args=[metrics.path, page.path, text.path])


@dsl.pipeline(name="artifacts")
def convert():
    kedro_run()


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    compiler.Compiler().compile(convert, file.name)
    compiled = yaml.safe_load(open(file.name))
outputs = compiled["components"]["comp-kedro-run"]["outputDefinitions"]
print(json.dumps({"outputs": outputs, "loaded": components.load_component_from_text(given["spec"]).name}))
