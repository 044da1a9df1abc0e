# Pipelines as the document holds them: their nodes in an order that is the same in every process.
import heapq

from .functions import function_name, function_place
from .hints import hints


def ordered(dependencies):
    """Names in topological order, the smallest ready one first: the same in every process."""
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


def describe_pipelines(loaded, places, calls, notices):
    """What Kedro loaded, by name; what is no pipeline is told."""
    pipelines = []
    for name, pipeline in sorted(loaded.items(), key=lambda item: str(item[0])):
        if pipeline is None:
            pipelines.append({"name": str(name), "nodes": []})
        elif hasattr(pipeline, "node_dependencies"):
            pipelines.append(describe_pipeline(str(name), pipeline, places, calls))
        else:
            text = "%s is registered as a %s, not as a Pipeline" % (name, type(pipeline).__name__)
            notices.append({"kind": "pipeline-dropped", "message": text, "place": None})
    return pipelines


def describe_pipeline(name, pipeline, places, calls):
    parents = {
        node.name: sorted(parent.name for parent in found) for node, found in pipeline.node_dependencies.items()
    }
    nodes = {node.name: node for node in pipeline.nodes}
    return {
        "name": name,
        "nodes": [describe_node(nodes[node], parents[node], places, calls) for node in ordered(parents)],
    }


def describe_node(node, dependencies, places, calls):
    return {
        "name": node.name,
        "named": node._name is not None,
        "namespace": node.namespace or None,
        "tags": sorted(node.tags),
        "inputs": list(node.inputs),
        "outputs": list(node.outputs),
        "confirms": list(node.confirms),
        "function": function_name(node.func),
        "place": function_place(node.func, places),
        "call": calls.of(node),
        "hints": hints(node),
        "dependencies": dependencies,
    }
