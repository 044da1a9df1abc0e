"""The ``forecasting`` pipeline: one model per rider group, then one plan and one report for both."""

from kedro.pipeline import Node, Pipeline

from .nodes import evaluate_model, fit_model, forecast_rides, plan_docks, write_report


def create_pipeline(**kwargs) -> Pipeline:
    return _rider_group("members") + _rider_group("casual") + _planning()


def _rider_group(namespace: str) -> Pipeline:
    """Model, evaluation and forecast of one rider group; features and model options are the same for all."""
    return Pipeline(
        [
            Node(
                fit_model,
                ["features", "params:target", "params:model"],
                "model",
                name="fit_model",
            ),
            Node(
                evaluate_model,
                ["features", "model", "params:target", "params:model"],
                ["evaluation", "metrics"],
                name="evaluate_model",
            ),
            Node(
                forecast_rides,
                ["features", "model", "params:target"],
                "forecast",
                name="forecast_rides",
            ),
        ],
        namespace=namespace,
        inputs="features",
        outputs={"evaluation": f"{namespace}_evaluation", "forecast": f"{namespace}_forecast"},
        parameters="params:model",
    )


def _planning() -> Pipeline:
    return Pipeline(
        [
            Node(
                plan_docks,
                ["members_forecast", "casual_forecast", "stations", "params:planning"],
                "dock_plan",
                name="plan_docks",
                tags="reporting",
            ),
            Node(
                write_report,
                ["members_evaluation", "casual_evaluation", "dock_plan"],
                "report",
                name="write_report",
                tags="reporting",
            ),
        ]
    )
