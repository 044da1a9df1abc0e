# Compiles imported artifacts as the KFP SDK 2 does, and loads a spec with some. JSON on stdin and stdout.
import json
import sys
import tempfile

import yaml
from kfp import compiler, components, dsl

given = json.load(sys.stdin)


@dsl.container_component
def kedro_run(nodes: str):
    return dsl.ContainerSpec(image="image", command=["kedro"], args=[nodes])


@dsl.pipeline(name="imports")
def convert():
    tasks = {name: kedro_run(nodes=name).set_display_name(name) for name in given["tasks"]}
    for one in given["imports"]:
        artifact_class = {"dataset": dsl.Dataset, "model": dsl.Model}[one["kind"]]
        imported = dsl.importer(
            artifact_uri=one["uri"], artifact_class=artifact_class, reimport=False, metadata=one["metadata"]
        )
        imported.set_caching_options(False)
        imported.set_display_name(one["title"])
        if "after" in one:
            imported.after(tasks[one["after"]])


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    compiler.Compiler().compile(convert, file.name)
    compiled = yaml.safe_load(open(file.name))


def imports(spec):
    """What each import is, by its title: its executor, its component, its task."""
    found = {}
    for task in spec["root"]["dag"]["tasks"].values():
        component = spec["components"][task["componentRef"]["name"]]
        executor = spec["deploymentSpec"]["executors"][component["executorLabel"]]
        if "importer" in executor:
            after = [spec["root"]["dag"]["tasks"][one]["taskInfo"]["name"] for one in task.get("dependentTasks", [])]
            own = {"inputs": task["inputs"], "after": after, "caching": task["cachingOptions"].get("enableCache", False)}
            component = {name: value for name, value in component.items() if name != "executorLabel"}
            found[task["taskInfo"]["name"]] = {"executor": executor, "component": component, "task": own}
    return found


loaded = components.load_component_from_text(given["spec"])
written = next(yaml.safe_load_all(given["spec"]))
print(json.dumps({"sdk": imports(compiled), "own": imports(written), "loaded": loaded.name}))
