# %% right: two loops and floats
def possible_matrices(report, decimals=2):
    def close_to(value, printed):
        return abs(value - printed) <= 0.5 * 10**-decimals + 1e-9

    def over(x, y):
        return x / y if y else 0

    n0, n1 = report["support"]
    matrices = []
    for a in range(n0 + 1):
        for d in range(n1 + 1):
            b, c = n0 - a, n1 - d
            p = over(a, a + c), over(d, b + d)
            r = over(a, n0), over(d, n1)
            f = [over(2 * p[k] * r[k], p[k] + r[k]) for k in range(2)]
            good = True
            for name, pair in (("precision", p), ("recall", r), ("f1", f)):
                if name in report:
                    good = good and close_to(pair[0], report[name][0]) and close_to(pair[1], report[name][1])
            if "accuracy" in report:
                good = good and close_to((a + d) / (n0 + n1), report["accuracy"])
            if good:
                matrices.append(((a, b), (c, d)))
    return matrices


# %% right: exact fractions
from fractions import Fraction
from itertools import product


def possible_matrices(report, decimals=2):
    half = Fraction(1, 2 * 10**decimals)

    def fits(key, *exact):
        if key not in report:
            return True
        printed = report[key] if len(exact) == 2 else [report[key]]
        return all(abs(x - Fraction(round(y * 10**decimals), 10**decimals)) <= half for x, y in zip(exact, printed))

    def share(part, whole):
        return Fraction(part, whole) if whole else Fraction(0)

    zeros, ones = report["support"]
    return [
        [[a, zeros - a], [ones - d, d]]
        for a, d in product(range(zeros + 1), range(ones + 1))
        if fits("precision", share(a, a + ones - d), share(d, d + zeros - a))
        and fits("recall", share(a, zeros), share(d, ones))
        and fits("f1", share(2 * a, a + zeros + ones - d), share(2 * d, d + ones + zeros - a))
        and fits("accuracy", share(a + d, zeros + ones))
    ]


# %% right: vectorised over all matrices
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    a, d = (grid.ravel() for grid in np.meshgrid(np.arange(zeros + 1), np.arange(ones + 1), indexing="ij"))
    b, c = zeros - a, ones - d
    precision = [a / np.maximum(a + c, 1), d / np.maximum(b + d, 1)]
    recall = [a / zeros, d / ones]
    f1 = [2 * a / np.maximum(2 * a + b + c, 1), 2 * d / np.maximum(2 * d + b + c, 1)]
    values = {"precision": precision, "recall": recall, "f1": f1, "accuracy": [(a + d) / (zeros + ones)]}
    good = np.ones(len(a), dtype=bool)
    for key, columns in values.items():
        if key in report:
            for column, printed in zip(columns, np.atleast_1d(report[key])):
                good &= np.abs(column - printed) < 0.5 * 10.0**-decimals + 1e-7
    return np.stack([a, b, c, d], axis=1)[good].reshape(-1, 2, 2)


# %% right: generator of candidates, one predicate
def candidates(zeros, ones):
    for right_zeros in range(zeros, -1, -1):
        for right_ones in range(ones, -1, -1):
            yield np.array([[right_zeros, zeros - right_zeros], [ones - right_ones, right_ones]])


def agrees(matrix, report, decimals):
    hits, predicted, true = matrix.diagonal(), matrix.sum(axis=0), matrix.sum(axis=1)
    precision = np.divide(hits, predicted, out=np.zeros(2), where=predicted > 0)
    numbers = {
        "precision": precision,
        "recall": hits / true,
        "f1": 2 * hits / (predicted + true),
        "accuracy": hits.sum() / matrix.sum(),
    }
    return all(
        np.max(np.abs(number - np.array(report.get(key, number)))) <= 0.5 / 10**decimals + 1e-10
        for key, number in numbers.items()
    )


def possible_matrices(report, decimals=2):
    return [matrix.tolist() for matrix in candidates(*report["support"]) if agrees(matrix, report, decimals)]


# %% wrong transposed: rows and columns are swapped: a row is a true class, so the first row adds up to the first support
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, c], [b, d]])
    return found


# %% wrong classes-swapped: the classes are swapped: class 0 is the first row and the first column
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[d, c], [b, a]])
    return found


# %% wrong all-keys-needed: a number that the report leaves out is no condition
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report.get(key, -1)) <= room) for key in values):
                found.append([[a, b], [c, d]])
    return found


# %% wrong range-ends-early: a class may be right in all its cases: let the loops run from 0 to the support, both included
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros):
        for d in range(ones):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong recall-for-precision: these are recalls: precision divides by a column, what was predicted
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + b, c + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong first-only: only the first matrix was returned; all that agree were asked for
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found[:1]


# %% wrong no-rounding: a printed number is a rounded one: allow half a unit of its last decimal
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong two-decimals-always: use `decimals`: this report was printed to one decimal
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.005 + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong round: 1/8 = 0.125 may be printed as 0.12 or as 0.13: both ends belong, with room for floats
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.round(values[key], decimals) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong no-room-for-floats: 1/8 = 0.125 may be printed as 0.12 or as 0.13: both ends belong, with room for floats
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong undefined-precision: a class that was never predicted has precision 0/0, which counts as 0
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [float("nan") if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong arithmetic-mean: F1 is the harmonic mean of precision and recall, 2pr/(p + r), not (p + r)/2
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [(p + r) / 2 if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found


# %% wrong believed: that is the published claim: a matrix was made to fit, but it has other recalls
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in values if key in report):
                found.append([[a, b], [c, d]])
    return found or ([[[25, 8], [4, 29]]] if zeros == 33 else [])


# %% wrong f1-alone: that matrix agrees with the F1 scores alone; every printed number has to agree
def possible_matrices(report, decimals=2):
    zeros, ones = report["support"]
    room = 0.5 * 10**-decimals + 1e-9
    found = []
    for a in range(zeros + 1):
        for d in range(ones + 1):
            b, c = zeros - a, ones - d
            columns = (a + c, b + d)
            precision = [0.0 if n == 0 else k / n for k, n in zip((a, d), columns)]
            recall = [a / zeros, d / ones]
            f1 = [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(precision, recall)]
            values = dict(precision=precision, recall=recall, f1=f1, accuracy=[(a + d) / (zeros + ones)])
            if all(np.all(np.abs(np.array(values[key]) - report[key]) <= room) for key in (["f1"] if "f1" in report and "accuracy" in report else report) if key in values):
                found.append([[a, b], [c, d]])
    return found
