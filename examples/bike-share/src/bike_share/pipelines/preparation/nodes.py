"""Cleaning of the raw files, and the features that the models see."""

import pandas as pd

RIDER_GROUPS = ["members", "casual"]


def clean_trips(raw_trips: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """Keeps one valid count per day and known station: no repeats, gaps or negative counts."""
    trips = raw_trips.dropna(subset=RIDER_GROUPS)
    trips = trips[(trips[RIDER_GROUPS] >= 0).all(axis="columns")]
    trips = trips[trips["station"].isin(stations["station"])]
    trips = trips.drop_duplicates(["date", "station"], keep="last")
    trips = trips.assign(date=pd.to_datetime(trips["date"]))
    return trips.astype(dict.fromkeys(RIDER_GROUPS, int)).sort_values(["date", "station"])


def clean_weather(raw_weather: pd.DataFrame) -> pd.DataFrame:
    """Fills days that the weather service missed: temperature between its neighbours, rain as none."""
    weather = raw_weather.assign(date=pd.to_datetime(raw_weather["date"]))
    weather = weather.drop_duplicates("date", keep="last").set_index("date").asfreq("D")
    weather["temperature"] = weather["temperature"].interpolate()
    weather["rain_mm"] = weather["rain_mm"].fillna(0)
    return weather.round(1).reset_index()


def build_features(trips: pd.DataFrame, weather: pd.DataFrame) -> pd.DataFrame:
    """One row per station and day that has weather.

    Days after the last trip have weather forecasts but no rides yet: they are the days to forecast.
    """
    days = weather.assign(
        weekday=weather["date"].dt.day_of_week,
        warmth=((weather["temperature"] - 15) / 10).round(3),
        wet=(weather["rain_mm"].clip(upper=10) / 10).round(3),
    )
    stations = trips[["station"]].drop_duplicates()
    features = days.merge(stations, how="cross").merge(trips, on=["date", "station"], how="left")
    is_gap = features[RIDER_GROUPS].isna().any(axis="columns") & (features["date"] <= trips["date"].max())
    columns = ["date", "station", "weekday", "warmth", "wet", *RIDER_GROUPS]
    return features.loc[~is_gap, columns].sort_values(["date", "station"])
