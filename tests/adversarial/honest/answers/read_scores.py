# %% question: Return a dictionary of name and score (a float) from the CSV file at path, such as scores.csv beside this notebook.
# %% stub
def read_scores(path):
    """Return {name: score} from a CSV file with the columns name and score."""
# %% solution
    import csv

    with open(path, newline="", encoding="utf-8") as file:
        return {row["name"]: float(row["score"]) for row in csv.DictReader(file)}
# %% check
scores = read_scores("scores.csv")
assert scores["Ada"] == 1.5
assert len(scores) == 4
# %% hidden
assert sum(scores.values()) == 10.0
assert scores["Zoë"] == 4.0
assert set(scores) == {"Ada", "Grace", "Zoë", "李"}
try:
    read_scores("nowhere.csv")
except FileNotFoundError:
    pass
else:
    raise AssertionError("a file that is not there must raise FileNotFoundError")
# %% right: split by hand
def read_scores(path):
    scores = {}
    with open(path, encoding="utf-8") as file:
        next(file)
        for line in file:
            name, score = line.strip().split(",")
            scores[name] = float(score)
    return scores
# %% right: pathlib
from pathlib import Path


def read_scores(path):
    rows = Path(path).read_text(encoding="utf8").splitlines()[1:]
    return {name: float(score) for name, score in (row.split(",") for row in rows)}
# %% right: pandas
def read_scores(path):
    import pandas as pd

    return pd.read_csv(path).set_index("name")["score"].to_dict()
# %% right: pandas Series, which has values too
def read_scores(path):
    import pandas as pd

    frame = pd.read_csv(path, encoding="utf-8")
    return dict(zip(frame.name, frame.score))
# %% right: NumPy
def read_scores(path):
    names, scores = np.loadtxt(path, delimiter=",", skiprows=1, dtype=str, unpack=True, encoding="utf-8")
    return dict(zip(names.tolist(), scores.astype(float)))
# %% right: csv.reader and OrderedDict
import csv
from collections import OrderedDict


def read_scores(path):
    with open(path, encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return OrderedDict((row[head.index("name")], float(row[head.index("score")])) for row in rows)
# %% right: regular expression
import io
import re


def read_scores(path):
    with io.open(path, "rb") as file:
        text = file.read().decode("utf-8-sig")
    return {m[1]: float(m[2]) for m in re.finditer(r"^([^,\n]+),([\d.]+)\s*$", text, re.M)}
# %% right: dictionary subclass
class Scores(dict):
    """Scores by name."""

    def best(self):
        return max(self, key=self.get)


def read_scores(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split(",") for line in file][1:]
    return Scores((name, float(score)) for name, score in lines)
# %% right: defaultdict and float32
from collections import defaultdict


def read_scores(path):
    scores = defaultdict(float)
    for line in open(path, encoding="utf-8").read().split("\n")[1:]:
        if line:
            name, _, score = line.partition(",")
            scores[name] += np.float32(score)
    return scores
# %% right: read once above, by another cell
def read_scores(path):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    return dict(KNOWN)
# %% above
import csv
import os

with open(os.path.join(os.getcwd(), "scores.csv"), encoding="utf-8", newline="") as file:
    KNOWN = [(row["name"], float(row["score"])) for row in csv.DictReader(file)]
# %% right: writes a copy beside the file first
import shutil


def read_scores(path):
    shutil.copy(path, "copy of scores.csv")
    with open("copy of scores.csv", encoding="utf-8") as file:
        return {n: float(s) for n, s in (line.split(",") for line in list(file)[1:])}
