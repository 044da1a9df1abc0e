# Judges specs with the real KFP SDK: JSON list of texts on stdin, JSON list of what the SDK read on stdout.
import json
import sys
import traceback

import yaml
from google.protobuf import json_format
from kfp import components
from kfp.kubernetes import kubernetes_executor_config_pb2
from kfp.pipeline_spec import pipeline_spec_pb2


def judge(text):
    documents = list(yaml.safe_load_all(text))
    spec = json_format.ParseDict(documents[0], pipeline_spec_pb2.PipelineSpec())
    executors = json_format.ParseDict(
        documents[0]["deploymentSpec"], pipeline_spec_pb2.PipelineDeploymentConfig()
    ).executors
    secrets = []
    for document in documents[1:]:
        platform = json_format.ParseDict(document, pipeline_spec_pb2.PlatformSpec())
        for label, config in platform.platforms["kubernetes"].deployment_spec.executors.items():
            config = json_format.ParseDict(
                json_format.MessageToDict(config),
                kubernetes_executor_config_pb2.KubernetesExecutorConfig(),
            )
            assert label in executors, label
            secrets += [
                [secret.secret_name, pair.secret_key, pair.env_var]
                for secret in config.secret_as_env
                for pair in secret.key_to_env
            ]
    loaded = components.load_component_from_text(text)
    assert loaded.pipeline_spec == spec
    tasks = []

    def walk(dag):
        for name, task in dag.tasks.items():
            component = spec.components[task.component_ref.name]
            if component.HasField("dag"):
                walk(component.dag)
            else:
                container = executors[component.executor_label].container
                tasks.append(
                    {
                        "key": name,
                        "title": task.task_info.name,
                        "nodes": task.inputs.parameters["nodes"].runtime_value.constant.string_value,
                        "cached": task.caching_options.enable_cache,
                        "image": container.image,
                        "command": list(container.command),
                        "args": list(container.args),
                        "env": {item.name: item.value for item in container.env},
                    }
                )

    walk(spec.root.dag)
    return {"name": spec.pipeline_info.name, "tasks": tasks, "secrets": secrets}


def judged(text):
    try:
        return judge(text)
    except Exception:
        return {"error": traceback.format_exc()}


print(json.dumps([judged(text) for text in json.load(sys.stdin)]))
