# Hands what Kubeflow's pages show of a task over to it, after Kedro has saved that. Nothing in here fails the task.
import os

from kedro.framework.hooks import hook_impl
from kedro.io.core import Version

most_loaded = 10**8
folders = {"minio": "/minio/", "s3": "/s3/", "gs": "/gcs/", "file": ""}
makers = {}  # metrics, reports -> function of name, dataset and artifact: the content of its file, and its size in words
finishers = []  # functions of what was handed over


class HandOver:
    @hook_impl(trylast=True)
    def after_pipeline_run(self, pipeline, catalog):
        quietly(lambda: hand_over_artifacts(catalog, {name.split("@")[0] for name in pipeline.all_outputs()}))


def quietly(work):
    try:
        work()
    except Exception as error:
        say("no artifacts: %s" % in_words(error))


def say(text):
    print("kfp-wizard:", text, file=sys.stderr, flush=True)


def in_words(error):
    return "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:300])


def in_bytes(size):
    return "%.1f MB" % (size / 1e6) if size >= 1e5 else "%.1f kB" % (size / 1e3)


def hand_over_artifacts(catalog, saved):
    outputs = json.loads(executor_input)["outputs"]
    handed, words = {}, []
    for kind, make in makers.items():
        for name, dataset in options.get(kind, {}).items():
            if name not in outputs["artifacts"] or dataset.split("@")[0] not in saved:
                continue
            artifact = dict(outputs["artifacts"][name]["artifacts"][0])
            try:
                content, size = make(dataset, stored(catalog, dataset), artifact)
                words.append("%s (%s)" % (name, size))
            except Exception as error:
                problem = "%s cannot be shown: %s" % (dataset, in_words(error))
                say(problem)
                # Kubeflow's pages show an error where an artifact has no file.
                content = "" if kind == "metrics" else problem.replace("&", "&amp;").replace("<", "&lt;")
            write(path_of(artifact["uri"]), content)
            handed[name] = {"artifacts": [artifact]}
    if handed:
        write(outputs["outputFile"], json.dumps({"artifacts": handed}))
        for finish in finishers:
            finish(handed)
        say("artifacts: %s" % ", ".join(words or ["none"]))


def path_of(uri):
    scheme, _, rest = uri.partition("://")
    return folders[scheme] + rest


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)


def stored(catalog, name):
    # Without a cache around it, in the version that this run has saved.
    get = getattr(catalog, "_get_dataset", None) or catalog.get
    dataset = get(name)
    dataset = getattr(dataset, "_dataset", dataset)
    saved = dataset.resolve_save_version() if hasattr(dataset, "resolve_save_version") else None
    return dataset._copy(_version=Version(saved, None)) if saved else dataset


def files_of(dataset):
    system = getattr(dataset, "_fs", None) or getattr(dataset, "_filesystem", None)
    if system is None:
        return None, []
    path = str(dataset._get_load_path() if hasattr(dataset, "_get_load_path") else dataset._path)
    system.invalidate_cache()
    return system, sorted(system.find(path)) if system.isdir(path) else [path]


def refuse_large(dataset):
    system, paths = files_of(dataset)
    size = sum(system.size(path) or 0 for path in paths)
    if size > most_loaded:
        raise ValueError("it has %s, more than %s" % (in_bytes(size), in_bytes(most_loaded)))


def text_of_file(system, path):
    with system.open(path, "rb") as file:
        return file.read().decode("utf-8")


def watch(session):
    run = session.run

    def run_watched(self, *args, **kwargs):
        quietly(lambda: self._hook_manager.register(HandOver()))
        return run(self, *args, **kwargs)

    session.run = run_watched
