# The pipelines in the document: their nodes, in an order that is the same in every process.
import heapq

from .node_functions import function_name, function_location
from .type_hints import hints


def ordered(dependencies):
    """Names in topological order, the smallest ready one first, so that the order is the same in every process."""
    waiting = {name: set(parents) for name, parents in dependencies.items()}
    children = {name: [] for name in waiting}
    for name, parents in waiting.items():
        for parent in parents:
            children[parent].append(name)
    ready = sorted(name for name, parents in waiting.items() if not parents)
    result = []
    while ready:
        name = heapq.heappop(ready)
        result.append(name)
        for child in children[name]:
            waiting[child].discard(name)
            if not waiting[child]:
                heapq.heappush(ready, child)
    return result


def describe_pipelines(loaded, locations, calls, notices):
    """The loaded pipelines by name; a notice for each object that is not a pipeline."""
    pipelines = []
    for name, pipeline in sorted(loaded.items(), key=lambda item: str(item[0])):
        if pipeline is None:
            pipelines.append({"name": str(name), "nodes": []})
        elif hasattr(pipeline, "node_dependencies"):
            pipelines.append(describe_pipeline(str(name), pipeline, locations, calls))
        else:
            text = "%s is registered as a %s, not as a Pipeline" % (name, type(pipeline).__name__)
            notices.append({"kind": "pipeline-dropped", "message": text, "place": None})
    return pipelines


def describe_pipeline(name, pipeline, locations, calls):
    parents = {
        node.name: sorted(parent.name for parent in found) for node, found in pipeline.node_dependencies.items()
    }
    nodes = {node.name: node for node in pipeline.nodes}
    return {
        "name": name,
        "nodes": [describe_node(nodes[node], parents[node], locations, calls) for node in ordered(parents)],
    }


def describe_node(node, dependencies, locations, calls):
    return {
        "name": node.name,
        "named": node._name is not None,
        "namespace": node.namespace or None,
        "tags": sorted(node.tags),
        "inputs": list(node.inputs),
        "outputs": list(node.outputs),
        "confirms": list(node.confirms),
        "function": function_name(node.func),
        "place": function_location(node.func, locations),
        "call": calls.of(node),
        "hints": hints(node),
        "dependencies": dependencies,
    }
