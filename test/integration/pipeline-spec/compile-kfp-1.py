# Compiles with the KFP SDK 1.8, as the old Kedro guide did: one ContainerOp per task. JSON on stdin, YAML on stdout.
import json
import sys
import tempfile

import kfp
from kfp import aws, dsl
from kfp.compiler import Compiler
from kubernetes import client

given = json.load(sys.stdin)


def variable(name, source):
    return client.V1EnvVar(name=name, value_from=client.V1EnvVarSource(**source))


def mount(op, number, path, **source):
    op.add_volume(client.V1Volume(name="volume-%d" % number, **source))
    op.container.add_volume_mount(client.V1VolumeMount(name="volume-%d" % number, mount_path=path))


def ephemeral(item):
    claim = client.V1PersistentVolumeClaimSpec(
        access_modes=[item["accessMode"]],
        storage_class_name=item.get("storageClass"),
        resources=client.V1ResourceRequirements(requests={"storage": item["size"]}),
    )
    return client.V1EphemeralVolumeSource(volume_claim_template=client.V1PersistentVolumeClaimTemplate(spec=claim))


def apply(op, settings):
    container = op.container
    container.image = settings["image"]
    container.set_cpu_request(settings["cpu"]["request"]).set_cpu_limit(settings["cpu"]["limit"])
    container.set_memory_request(settings["memory"]["request"]).set_memory_limit(settings["memory"]["limit"])
    vendor, _ = settings["gpu"]["type"].split(".com/")
    container.set_gpu_limit(settings["gpu"]["count"], vendor=vendor)
    for name, value in sorted(settings["variables"].items()):
        container.add_env_variable(client.V1EnvVar(name=name, value=value))
    for item in settings["secretVariables"]:
        key = client.V1SecretKeySelector(name=item["name"], key=item["key"])
        container.add_env_variable(variable(item["variable"], {"secret_key_ref": key}))
    for item in settings["configVariables"]:
        key = client.V1ConfigMapKeySelector(name=item["name"], key=item["key"])
        container.add_env_variable(variable(item["variable"], {"config_map_key_ref": key}))
    sources = [(item["path"], {"secret": client.V1SecretVolumeSource(secret_name=item["name"])}) for item in settings["secretMounts"]]
    sources += [(item["path"], {"config_map": client.V1ConfigMapVolumeSource(name=item["name"])}) for item in settings["configMounts"]]
    sources += [
        (item["path"], {"persistent_volume_claim": client.V1PersistentVolumeClaimVolumeSource(claim_name=item["name"])})
        for item in settings["volumes"]
    ]
    empty = [dict(path="/dev/shm", medium="Memory", size=settings["sharedMemory"]), *settings["emptyDirs"]]
    sources += [
        (item["path"], {"empty_dir": client.V1EmptyDirVolumeSource(medium=item.get("medium"), size_limit=item.get("size"))})
        for item in empty
    ]
    sources += [(item["path"], {"ephemeral": ephemeral(item)}) for item in settings["ephemeralVolumes"]]
    for number, (path, source) in enumerate(sources, 1):
        mount(op, number, path, **source)
    for key, value in settings["nodeSelector"].items():
        op.add_node_selector_constraint(key, value)
    for toleration in settings["tolerations"]:
        op.add_toleration(client.V1Toleration(toleration_seconds=toleration.pop("seconds", None), **toleration))
    for key, value in settings["labels"].items():
        op.add_pod_label(key, value)
    for key, value in settings["annotations"].items():
        op.add_pod_annotation(key, value)
    op.set_timeout(settings["timeout"])


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
        if given.get("secret"):
            op.apply(aws.use_aws_secret(given["secret"], *given["keys"]))
        if task["key"] in given.get("settings", {}):
            apply(op, given["settings"][task["key"]])
        op.after(*(ops[key] for key in task["dependsOn"]))
        op.set_caching_options(False)
        op.execution_options.caching_strategy.max_cache_staleness = "P0D"
        op.set_display_name(task["title"])
        ops[task["key"]] = op
    if "ttl" in given:
        dsl.get_pipeline_conf().set_ttl_seconds_after_finished(given["ttl"])
    secrets = given.get("imagePullSecrets", [])
    if secrets:
        references = [client.V1LocalObjectReference(name=name) for name in secrets]
        dsl.get_pipeline_conf().set_image_pull_secrets(references)


with tempfile.NamedTemporaryFile(suffix=".yaml") as file:
    Compiler(mode=kfp.dsl.PipelineExecutionMode.V1_LEGACY).compile(convert, file.name)
    print(open(file.name).read())
