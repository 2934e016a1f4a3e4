# %% question: Return the mean of the column rain for every value of the column city, as a Series, a dictionary or pairs.
# %% stub
def mean_by_city(frame):
    """Return the mean rain of every city."""
# %% solution
    return frame.groupby("city")["rain"].mean()
# %% check
import pandas as pd

weather = pd.DataFrame({"city": ["Bern", "Oslo", "Bern"], "rain": [1.0, 4.0, 3.0]})
rain = dict(mean_by_city(weather))
assert rain == {"Bern": 2.0, "Oslo": 4.0}
# %% hidden
assert list(weather.columns) == ["city", "rain"]
weather = pd.DataFrame({"city": ["東京", "Rio"] * 3, "rain": np.arange(6.0), "day": range(6)})
rain = dict(mean_by_city(weather))
assert abs(rain["東京"] - 2) < 1e-6 and abs(rain["Rio"] - 3) < 1e-6
assert len(rain) == 2
# %% right: dictionary of lists
def mean_by_city(frame):
    rains = {}
    for city, rain in zip(frame["city"], frame["rain"]):
        rains.setdefault(city, []).append(rain)
    return {city: sum(values) / len(values) for city, values in rains.items()}
# %% right: pivot table
def mean_by_city(frame):
    return frame.pivot_table(index="city", values="rain", aggfunc="mean")["rain"]
# %% right: dictionary from the groups
def mean_by_city(frame):
    return {city: group.rain.mean() for city, group in frame.groupby("city")}
# %% right: unique cities and masks
def mean_by_city(frame):
    cities = frame["city"].unique()
    return {c: np.mean(frame.loc[frame["city"] == c, "rain"]) for c in cities}
# %% right: set_index and level
def mean_by_city(frame):
    return frame.set_index("city").rain.groupby(level=0, sort=False).agg("mean").rename("mean rain")
# %% right: categories
def mean_by_city(frame):
    frame = frame.assign(city=frame.city.astype("category"))
    return frame.groupby("city", observed=True)["rain"].mean()
# %% right: itertuples and fractions of counts
from collections import Counter


def mean_by_city(frame):
    total, count = Counter(), Counter()
    for row in frame.itertuples():
        total[row.city] += row.rain
        count[row.city] += 1
    return {city: total[city] / count[city] for city in count}
# %% right: float32
def mean_by_city(frame):
    return frame.astype({"rain": "float32"}).groupby("city").rain.mean()
# %% right: np.bincount
def mean_by_city(frame):
    codes, cities = frame["city"].factorize()
    return dict(zip(cities, np.bincount(codes, frame["rain"]) / np.bincount(codes)))
# %% right: named aggregation and chain of pipes
def mean_by_city(frame):
    return (
        frame.groupby("city", as_index=True)
        .agg(mean=("rain", "mean"))
        .pipe(lambda table: table["mean"])
        .round(12)
    )
# %% right: list of pairs
def mean_by_city(frame):
    return [(city, float(rain)) for city, rain in frame.groupby("city").rain.mean().items()]
