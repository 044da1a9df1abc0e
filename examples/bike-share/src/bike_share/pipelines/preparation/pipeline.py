"""The ``preparation`` pipeline."""

from kedro.pipeline import Node, Pipeline

from .nodes import build_features, clean_trips, clean_weather


def create_pipeline(**kwargs) -> Pipeline:
    return Pipeline(
        [
            Node(clean_trips, ["raw_trips", "stations"], "trips", name="clean_trips", tags="cleaning"),
            Node(clean_weather, "raw_weather", "weather", name="clean_weather", tags="cleaning"),
            Node(build_features, ["trips", "weather"], "features", name="build_features"),
        ]
    )
