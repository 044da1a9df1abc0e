"""A ridge regression on the logarithm of daily rides, its evaluation, and what follows from its forecast."""

import numpy as np
import pandas as pd


def fit_model(features: pd.DataFrame, target: str, model_options: dict) -> pd.DataFrame:
    """Fits the regression on all known days before the test period; returns its coefficients by name."""
    train, _ = _split(features, target, model_options["test_days"])
    design = _design(train)
    x, y = design.to_numpy(), np.log1p(train[target].to_numpy())
    penalty = model_options["ridge"] * np.eye(x.shape[1])
    coefficients = np.linalg.solve(x.T @ x + penalty, x.T @ y)
    return pd.DataFrame({"feature": design.columns, "coefficient": coefficients.round(6)})


def evaluate_model(
    features: pd.DataFrame, model: pd.DataFrame, target: str, model_options: dict
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Mean absolute errors of the test period, of the model and of a naive guess: by station, and over all of them.

    The naive guess is what the station saw on the same weekday, on average over the last four weeks of training.
    """
    train, test = _split(features, target, model_options["test_days"])
    recent = train[train["date"] > train["date"].max() - pd.Timedelta(weeks=4)]
    naive = recent.groupby(["station", "weekday"], as_index=False)[target].mean()
    guesses = test.merge(naive, on=["station", "weekday"], suffixes=("", "_naive"))
    errors = pd.DataFrame(
        {
            "station": guesses["station"],
            "rides": guesses[target],
            "error": (_predict(guesses, model) - guesses[target]).abs(),
            "naive_error": (guesses[f"{target}_naive"] - guesses[target]).abs(),
        }
    )
    by_station = errors.groupby("station").mean().round(2).reset_index()
    error, naive = by_station["error"].mean(), by_station["naive_error"].mean()
    metrics = {"error": error, "naive_error": naive, "better_by": 1 - error / naive}
    return by_station, {name: round(float(value), 3) for name, value in metrics.items()}


def forecast_rides(features: pd.DataFrame, model: pd.DataFrame, target: str) -> pd.DataFrame:
    """Expected rides on the days that have a weather forecast and no count yet."""
    future = features[features[target].isna()]
    return future[["date", "station"]].assign(rides=_predict(future, model).round(1))


def plan_docks(
    members: pd.DataFrame, casual: pd.DataFrame, stations: pd.DataFrame, planning: dict
) -> pd.DataFrame:
    """Expected rides of both groups per station and day, and whether a van has to move bikes."""
    rides = pd.concat([members, casual]).groupby(["date", "station"], as_index=False)["rides"].sum()
    plan = rides.merge(stations, on="station")
    plan["rides_per_dock"] = plan["rides"] / plan["docks"]
    plan["needs_van"] = plan["rides_per_dock"] >= planning["rides_per_dock"]
    plan = plan.round({"rides": 1, "rides_per_dock": 2})
    return plan[["date", "station", "name", "docks", "rides", "rides_per_dock", "needs_van"]]


def write_report(members: pd.DataFrame, casual: pd.DataFrame, dock_plan: pd.DataFrame) -> str:
    """The numbers that the operations team looks at, as Markdown."""
    first, last = dock_plan["date"].min(), dock_plan["date"].max()
    by_station = dock_plan.groupby("name").agg(rides=("rides", "sum"), van_days=("needs_van", "sum"))
    busiest = by_station.sort_values("rides", ascending=False)
    lines = [
        f"# Rides from {first:%d %B} to {last:%d %B %Y}",
        "",
        f"Expected: {dock_plan['rides'].sum():,.0f} rides, {by_station['van_days'].sum()} station days with a van.",
        "",
        "| station | rides | days with a van |",
        "| --- | ---: | ---: |",
        *(f"| {row.Index} | {row.rides:,.0f} | {row.van_days} |" for row in busiest.itertuples()),
        "",
        "| riders | mean error a day | naive guess | better by |",
        "| --- | ---: | ---: | ---: |",
        _skill_row("members", members),
        _skill_row("casual", casual),
    ]
    return "\n".join(lines) + "\n"


def _split(features: pd.DataFrame, target: str, test_days: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Known days in two: all but the last ``test_days``, and those."""
    known = features[features[target].notna()]
    is_test = known["date"] > known["date"].max() - pd.Timedelta(days=test_days)
    return known[~is_test], known[is_test]


def _design(features: pd.DataFrame) -> pd.DataFrame:
    """Weather, and one column for each weekday and station."""
    weather = features[["warmth", "wet"]].assign(warmth_squared=features["warmth"] ** 2)
    weekday = pd.get_dummies(features["weekday"], prefix="weekday")
    station = pd.get_dummies(features["station"], prefix="station")
    return pd.concat([weather, weekday, station], axis="columns").astype(float)


def _predict(features: pd.DataFrame, model: pd.DataFrame) -> pd.Series:
    coefficients = model.set_index("feature")["coefficient"]
    design = _design(features).reindex(columns=coefficients.index, fill_value=0.0)
    return np.expm1(design @ coefficients).clip(lower=0)


def _skill_row(riders: str, evaluation: pd.DataFrame) -> str:
    error, naive = evaluation["error"].mean(), evaluation["naive_error"].mean()
    return f"| {riders} | {error:.1f} | {naive:.1f} | {1 - error / naive:.0%} |"
