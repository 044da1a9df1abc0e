# Compiles one container with settings as the KFP SDK 2 and kfp-kubernetes do. JSON on stdin, YAML on stdout.
import json
import sys
import tempfile

from kfp import compiler, dsl, kubernetes

given = json.load(sys.stdin)
settings, run = given["settings"], given["run"]


@dsl.container_component
def kedro_run():
    return dsl.ContainerSpec(image=settings["image"], command=["kedro"], args=["run"])


@dsl.pipeline(name="settings", pipeline_config=dsl.PipelineConfig(ttl_seconds_after_finished=run["ttl"]))
def convert():
    task = kedro_run()
    task.set_cpu_request(settings["cpu"]["request"]).set_cpu_limit(settings["cpu"]["limit"])
    task.set_memory_request(settings["memory"]["request"]).set_memory_limit(settings["memory"]["limit"])
    task.set_accelerator_type(settings["gpu"]["type"]).set_accelerator_limit(settings["gpu"]["count"])
    for name, value in sorted(settings["variables"].items()):
        task.set_env_variable(name, value)
    for key, value in settings["nodeSelector"].items():
        kubernetes.add_node_selector(task, key, value)
    for toleration in settings["tolerations"]:
        seconds = toleration.pop("seconds", None)
        kubernetes.add_toleration(task, toleration_seconds=seconds, **toleration)
    for item in settings["secretVariables"]:
        kubernetes.use_secret_as_env(task, item["name"], {item["key"]: item["variable"]})
    for item in settings["configVariables"]:
        kubernetes.use_config_map_as_env(task, item["name"], {item["key"]: item["variable"]})
    for item in settings["secretMounts"]:
        kubernetes.use_secret_as_volume(task, item["name"], item["path"])
    for item in settings["configMounts"]:
        kubernetes.use_config_map_as_volume(task, item["name"], item["path"])
    for item in settings["volumes"]:
        kubernetes.mount_pvc(task, item["name"], item["path"])
    kubernetes.empty_dir_mount(task, "shared-memory", "/dev/shm", medium="Memory", size_limit=settings["sharedMemory"])
    for number, item in enumerate(settings["emptyDirs"], 1):
        options = {"medium": item.get("medium"), "size_limit": item.get("size")}
        kubernetes.empty_dir_mount(task, "empty-dir-%d" % number, item["path"], **options)
    for number, item in enumerate(settings["ephemeralVolumes"], 1):
        more = [[item["accessMode"]], item["size"], item.get("storageClass")]
        kubernetes.add_ephemeral_volume(task, "ephemeral-%d" % number, item["path"], *more)
    for key, value in settings["labels"].items():
        kubernetes.add_pod_label(task, key, value)
    for key, value in settings["annotations"].items():
        kubernetes.add_pod_annotation(task, key, value)
    kubernetes.set_timeout(task, settings["timeout"])
    kubernetes.set_image_pull_policy(task, run["imagePullPolicy"])
    kubernetes.set_image_pull_secrets(task, run["imagePullSecrets"])


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    compiler.Compiler().compile(convert, file.name)
    print(open(file.name).read())
