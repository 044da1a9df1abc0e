"""The project's pipelines: ``preparation``, ``forecasting``, and both as ``__default__``."""

from kedro.framework.project import find_pipelines
from kedro.pipeline import Pipeline


def register_pipelines() -> dict[str, Pipeline]:
    """Maps names to pipelines; a module that cannot be imported is an error."""
    pipelines = find_pipelines(raise_errors=True)
    pipelines["__default__"] = sum(pipelines.values())
    return pipelines
