"""Makes the raw files of this example: invented stations, weather and rides, the same on every machine."""

from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parents[1] / "data" / "01_raw"
DAYS = pd.date_range("2025-03-01", "2025-10-12", name="date")
FORECAST_DAYS = 14

STATIONS = pd.DataFrame(
    [
        ("S01", "Central Station", 64, 190, 70),
        ("S02", "University", 48, 150, 30),
        ("S03", "Old Harbour", 32, 60, 110),
        ("S04", "City Park", 24, 35, 95),
        ("S05", "Science Campus", 40, 125, 15),
        ("S06", "Market Square", 36, 85, 60),
        ("S07", "Stadium", 28, 40, 45),
        ("S08", "Garden Suburb", 20, 45, 12),
    ],
    columns=["station", "name", "docks", "members", "casual"],
)


def make_weather(random: np.random.Generator) -> pd.DataFrame:
    season = 14 + 9 * np.sin(2 * np.pi * (DAYS.day_of_year - 110) / 365)
    rain = np.where(random.random(len(DAYS)) < 0.3, random.exponential(5, len(DAYS)), 0)
    temperature = season + random.normal(0, 3, len(DAYS)) - rain.clip(max=6) / 3
    return pd.DataFrame({"date": DAYS, "temperature": temperature.round(1), "rain_mm": rain.round(1)})


def make_trips(random: np.random.Generator, weather: pd.DataFrame) -> pd.DataFrame:
    rows = weather.iloc[:-FORECAST_DAYS].merge(STATIONS, how="cross")
    weekend = rows["date"].dt.day_of_week >= 5
    warmth, wet = (rows["temperature"] - 15) / 10, rows["rain_mm"].clip(upper=10) / 10
    members = rows["members"] * np.exp(0.25 * warmth - 0.5 * wet) * np.where(weekend, 0.55, 1)
    casual = rows["casual"] * np.exp(0.7 * warmth - 0.25 * warmth**2 - 1.2 * wet) * np.where(weekend, 1.9, 1)
    return pd.DataFrame(
        {
            "date": rows["date"],
            "station": rows["station"],
            "members": random.poisson(members * random.gamma(60, 1 / 60, len(rows))),
            "casual": random.poisson(casual * random.gamma(30, 1 / 30, len(rows))),
        }
    )


def spoil(random: np.random.Generator, trips: pd.DataFrame) -> pd.DataFrame:
    """What real counters do: gaps, a counter that ran backwards, rows that were sent twice."""
    trips = trips.astype({"members": "Int64", "casual": "Int64"})
    trips.loc[random.choice(len(trips), 12, replace=False), "casual"] = pd.NA
    trips.loc[random.choice(len(trips), 3, replace=False), "members"] = -1
    return pd.concat([trips, trips.sample(9, random_state=7)]).sort_values(["date", "station"])


def main() -> None:
    random = np.random.default_rng(7)
    FOLDER.mkdir(parents=True, exist_ok=True)
    weather = make_weather(random)
    trips = spoil(random, make_trips(random, weather))
    weather = weather.drop(index=[33, 90])
    STATIONS[["station", "name", "docks"]].to_csv(FOLDER / "stations.csv", index=False)
    weather.to_csv(FOLDER / "weather.csv", index=False)
    trips.to_csv(FOLDER / "trips.csv", index=False)


if __name__ == "__main__":
    main()
