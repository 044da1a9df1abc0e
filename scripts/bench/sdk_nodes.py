"""Prints the milliseconds that the KFP SDK takes to write a pipeline of so many nodes, each after two others."""

import sys
import time

from kfp import compiler, dsl

count, path = int(sys.argv[1]), sys.argv[2]


@dsl.container_component
def kedro_node(nodes: str):
    return dsl.ContainerSpec(image="registry.example/bench:1", command=["kedro"], args=["run", "--nodes", nodes])


start = time.perf_counter()


@dsl.pipeline(name="bench")
def bench():
    tasks = []
    for index in range(count):
        task = kedro_node(nodes=f"compute_features_{index:04d}_node_for_thex").set_caching_options(False)
        tasks.append(task.after(*(tasks[other] for other in (index - 1, index - 3) if other >= 0)))


compiler.Compiler().compile(bench, path)
print((time.perf_counter() - start) * 1000)
