# %% right: loops over columns
def near_duplicates(rows, tolerances):
    exact, near = [], []
    for i in range(len(rows)):
        for j in range(i + 1, len(rows)):
            same, alike = True, True
            for x, y, tolerance in zip(rows[i], rows[j], tolerances):
                if x != y:
                    same = False
                if tolerance is None:
                    alike = alike and " ".join(x.split()).lower() == " ".join(y.split()).lower()
                elif abs(x - y) > tolerance + 1e-9:
                    alike = False
            if same:
                exact.append((i, j))
            elif alike:
                near.append((i, j))
    return {"exact": exact, "near": near}


# %% right: vectorised, one table of pairs a column
def near_duplicates(rows, tolerances):
    count = len(rows)
    alike = np.triu(np.ones((count, count), dtype=bool), 1)
    same = alike.copy()
    for column, tolerance in enumerate(tolerances):
        cells = [row[column] for row in rows]
        if tolerance is None:
            _, plain = np.unique(np.array(cells, dtype=str), return_inverse=True)
            _, tidy = np.unique(np.array([" ".join(cell.lower().split()) for cell in cells], dtype=str), return_inverse=True)
            same &= plain[:, None] == plain[None, :]
            alike &= tidy[:, None] == tidy[None, :]
        else:
            numbers = np.array(cells, dtype=float)
            apart = np.abs(numbers[:, None] - numbers[None, :])
            same &= apart == 0
            alike &= apart <= tolerance + 1e-9
    return {"exact": np.argwhere(same).tolist(), "near": np.argwhere(alike & ~same).tolist()}


# %% right: blocks of rows with the same texts, pairs by itertools
from collections import defaultdict
from itertools import combinations


def near_duplicates(rows, tolerances):
    texts = [column for column, tolerance in enumerate(tolerances) if tolerance is None]
    numbers = [column for column, tolerance in enumerate(tolerances) if tolerance is not None]
    blocks = defaultdict(list)
    for place, row in enumerate(rows):
        blocks[tuple(tuple(row[column].casefold().split()) for column in texts)].append(place)
    found = {"exact": [], "near": []}
    for block in blocks.values():
        for i, j in combinations(block, 2):
            if list(rows[i]) == list(rows[j]):
                found["exact"].append((i, j))
            elif not any(abs(rows[i][c] - rows[j][c]) - tolerances[c] > 1e-9 for c in numbers):
                found["near"].append((i, j))
    return found


# %% right: pandas, every row joined with every row
import re


def near_duplicates(rows, tolerances):
    if len(rows) < 2:
        return {"exact": [], "near": []}
    table = pd.DataFrame([list(row) for row in rows], columns=[f"c{k}" for k in range(len(tolerances))])
    table["row"] = np.arange(len(table))
    pairs = table.merge(table, how="cross", suffixes=("", "_other")).query("row < row_other")
    exact = np.ones(len(pairs), dtype=bool)
    alike = np.ones(len(pairs), dtype=bool)
    for k, tolerance in enumerate(tolerances):
        one, other = pairs[f"c{k}"], pairs[f"c{k}_other"]
        exact &= (one == other).to_numpy()
        if tolerance is None:
            one, other = (side.map(lambda text: re.sub(r"\s+", " ", text.strip().lower())) for side in (one, other))
            alike &= (one == other).to_numpy()
        else:
            alike &= ((one - other).abs() <= tolerance + 1e-9).to_numpy()
    numbers = pairs[["row", "row_other"]].to_numpy()
    return {"exact": numbers[exact].tolist(), "near": numbers[alike & ~exact].tolist()}


# %% wrong exact-again: a pair that is exact is no near one as well
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            if all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong all-near: exact pairs belong to "exact", apart from the near ones
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong both-orders: each pair once, the smaller row number first
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for i, one in enumerate(rows):
        for j, other in enumerate(rows):
            if i == j:
                continue
            if one == other:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(one, other, tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong with-itself: a row is no duplicate of itself
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j + 1):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong neighbours: rows that are the same may stand far apart: compare all pairs, not neighbours
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for i in range(len(rows) - 1):
        if rows[i] == rows[i + 1]:
            pairs["exact"].append((i, i + 1))
        elif all(
            x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
            for x, y, t in zip(rows[i], rows[i + 1], tolerances)
        ):
            pairs["near"].append((i, i + 1))
    return pairs


# %% wrong sorted-neighbours: three rows alike make three pairs: compare all pairs
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    order = sorted(range(len(rows)), key=lambda k: tuple(" ".join(c.lower().split()) if isinstance(c, str) else c for c in rows[k]))
    for one, other in zip(order, order[1:]):
        i, j = sorted((one, other))
        if rows[i] == rows[j]:
            pairs["exact"].append((i, j))
        elif all(
            x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
            for x, y, t in zip(rows[i], rows[j], tolerances)
        ):
            pairs["near"].append((i, j))
    return pairs


# %% wrong first-of-its-kind: three rows alike make three pairs: compare all pairs
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    seen = []
    for j in range(len(rows)):
        kin = [i for i in seen if all(
            x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
            for x, y, t in zip(rows[i], rows[j], tolerances)
        )]
        for i in kin:
            pairs["exact" if rows[i] == rows[j] else "near"].append((i, j))
        if not kin:
            seen.append(j)
    return pairs


# %% wrong capitals: capitals don't matter: compare in lower case
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.split() == y.split() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong not-stripped: blanks at the ends don't matter: strip them
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower() == y.lower() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong runs-kept: a run of blanks inside counts as one: shrink it
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().strip() == y.lower().strip() if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong blanks-removed: one blank between words is not none: shrink a run, don't remove it
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().replace(" ", "") == y.lower().replace(" ", "") if t is None else abs(x - y) <= t + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong strictly-less: a difference of just the tolerance is alike: compare with <=
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else x == y or abs(x - y) < t
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong texts-only: a number further away than its tolerance is not alike
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(x.lower().split() == y.lower().split() for x, y in zip(rows[i], rows[j]) if isinstance(x, str)):
                pairs["near"].append((i, j))
    return pairs


# %% wrong no-room-for-floats: 39.2 - 39.1 is 0.10000000000000142 in floats: allow 1e-9 more than the tolerance
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong grid: compare the difference with the tolerance; rounding to a grid parts 39.14 from 39.16
def near_duplicates(rows, tolerances):
    def tidy(row):
        return [
            " ".join(cell.lower().split()) if t is None else round(cell / t) if t else cell for cell, t in zip(row, tolerances)
        ]

    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif tidy(rows[i]) == tidy(rows[j]):
                pairs["near"].append((i, j))
    return pairs


# %% wrong numbers-by-equality: compare the difference with the tolerance; rounding to a grid parts 39.14 from 39.16
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else x == y
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong any-column: every column must be alike; one is not enough
def near_duplicates(rows, tolerances):
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
                continue
            texts = all(x.lower().split() == y.lower().split() for x, y, t in zip(rows[i], rows[j], tolerances) if t is None)
            close = [abs(x - y) <= t + 1e-9 for x, y, t in zip(rows[i], rows[j], tolerances) if t is not None]
            if texts and (any(close) or not close):
                pairs["near"].append((i, j))
    return pairs


# %% wrong first-tolerance: each column has its own tolerance; the first one is not for all
def near_duplicates(rows, tolerances):
    limit = next((t for t in tolerances if t is not None), 0)
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= limit + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong largest-tolerance: each column has its own tolerance; the largest one is not for all
def near_duplicates(rows, tolerances):
    limit = max([t for t in tolerances if t is not None], default=0)
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif all(
                x.lower().split() == y.lower().split() if t is None else abs(x - y) <= limit + 1e-9
                for x, y, t in zip(rows[i], rows[j], tolerances)
            ):
                pairs["near"].append((i, j))
    return pairs


# %% wrong chained: alike is no chain: 39.3 and 39.1 lie 0.2 apart, whatever lies between
def near_duplicates(rows, tolerances):
    def alike(one, other):
        return all(
            x.lower().split() == y.lower().split() if t is None else abs(x - y) <= t + 1e-9
            for x, y, t in zip(one, other, tolerances)
        )

    family = list(range(len(rows)))
    for j in range(len(rows)):
        for i in range(j):
            if alike(rows[i], rows[j]):
                old, new = family[j], family[i]
                family = [new if each == old else each for each in family]
    pairs = {"exact": [], "near": []}
    for j in range(len(rows)):
        for i in range(j):
            if rows[i] == rows[j]:
                pairs["exact"].append((i, j))
            elif family[i] == family[j]:
                pairs["near"].append((i, j))
    return pairs
