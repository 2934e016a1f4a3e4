# %% right: one if an operation
def operate(op, operands, exponent=None):
    if op == "add":
        return operands[0] + operands[1], [1, 1]
    elif op == "sub":
        return operands[0] - operands[1], [1, -1]
    elif op == "mul":
        return operands[0] * operands[1], [operands[1], operands[0]]
    elif op == "div":
        return operands[0] / operands[1], [1 / operands[1], -operands[0] / operands[1] ** 2]
    elif op == "power":
        value = math.pow(operands[0], exponent)
        return value, [exponent * operands[0] ** (exponent - 1)]
    elif op == "exp":
        value = math.exp(operands[0])
        return value, [value]
    elif op == "log":
        return math.log(operands[0]), [1 / operands[0]]
    elif op == "tanh":
        value = math.tanh(operands[0])
        return value, [1 - value * value]
    elif op == "relu":
        return (operands[0], [1]) if operands[0] > 0 else (0, [0])
    else:
        raise ValueError("no such operation: " + op)


# %% right: dict of lambdas, tuples of slopes
RULES = {
    "add": lambda a, b: (a + b, (1.0, 1.0)),
    "sub": lambda a, b: (a - b, (1.0, -1.0)),
    "mul": lambda a, b: (a * b, (b, a)),
    "div": lambda a, b: (a / b, (1 / b, -a / (b * b))),
    "exp": lambda x: (math.exp(x), (math.exp(x),)),
    "log": lambda x: (math.log(x), (1 / x,)),
    "tanh": lambda x: (math.tanh(x), (1 / math.cosh(x) ** 2,)),
    "relu": lambda x: (max(0.0, x), (float(x > 0),)),
}


def operate(op, operands, exponent=None):
    if op == "power":
        x = operands[0]
        return math.pow(x, exponent), (exponent * math.pow(x, exponent - 1),)
    if op not in RULES:
        raise ValueError(f"{op!r} is none of {sorted(RULES)}")
    return RULES[op](*operands)


# %% right: NumPy, with own checks
def operate(op, operands, exponent=None):
    values = np.array(operands, dtype=float)
    if op in ("add", "sub"):
        signs = np.array([1.0, 1.0 if op == "add" else -1.0])
        return float(values @ signs), signs.tolist()
    if op == "mul":
        return values.prod(), values[::-1]
    if op == "div":
        a, b = values
        return a / b, np.array([1 / b, -a / b**2])
    x = values[0]
    if op == "log" and x <= 0:
        raise ValueError(f"no logarithm of {x}")
    if op == "power" and x < 0 and exponent != int(exponent):
        raise ValueError(f"{x} ** {exponent} is not real")
    if op == "power":
        return x**exponent, np.array([exponent * x ** (exponent - 1)])
    table = {
        "exp": lambda: (np.exp(x), np.exp(x)),
        "log": lambda: (np.log(x), 1 / x),
        "tanh": lambda: (np.tanh(x), 1 - np.tanh(x) ** 2),
        "relu": lambda: (np.maximum(x, 0), np.heaviside(x, 0)),
    }
    if op not in table:
        raise ValueError(op)
    value, slope = table[op]()
    return value, np.array([slope])


# %% right: match
def operate(op, operands, exponent=None):
    x, a, b = operands[0], operands[0], operands[-1]
    match op:
        case "add":
            return a + b, [1, 1]
        case "sub":
            return a - b, [1, -1]
        case "mul":
            return a * b, [b, a]
        case "div":
            quotient = a / b
            return quotient, [1 / b, -quotient / b]
        case "power":
            result = x**exponent
            if isinstance(result, complex):
                raise ValueError("not real")
            return result, [exponent * x ** (exponent - 1)]
        case "exp":
            return math.e**x, [math.e**x]
        case "log":
            if x <= 0:
                raise ValueError("logarithm of a number that is not positive")
            return math.log(x), [x**-1]
        case "tanh":
            t = (math.exp(x) - math.exp(-x)) / (math.exp(x) + math.exp(-x))
            return t, [(1 - t) * (1 + t)]
        case "relu":
            return x * (x > 0), [int(x > 0)]
    raise ValueError(f"cannot do {op}")


# %% wrong minus-forgotten: a - b falls when b grows: its slope for b is -1
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, 1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong own-factor: the slope of a product for one factor is the *other* factor
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [a, b]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong product-as-sum: a product was treated as a sum: when a moves by 1, a * b moves by b
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [1.0, 1.0]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong quotient-sign: a / b falls when b grows (a, b > 0): the slope for b is negative
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong quotient-not-squared: the slope of a / b for b is -a / b**2: the b is squared
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong quotient-without-numerator: the slope of a / b for b is -a / b**2: the a is missing
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -1 / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong power-not-lowered: the exponent goes down by one: n * x ** (n - 1)
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong power-without-factor: the exponent comes in front as a factor: n * x ** (n - 1)
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong power-as-exponential: x ** n was differentiated as if the exponent moved; here x moves and n is fixed
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [math.pow(x, exponent) * math.log(x)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong exp-as-power: exp was differentiated like a power; e ** x is its own derivative
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [x * math.exp(x - 1)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong base-ten: that is the logarithm to base 10 or 2; here log is the natural one
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log10(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong log-slope: the slope of ln x is 1 / x
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong tanh-of-x: the slope is 1 - t**2 with t = tanh(x), the value, not x
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - x**2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong tanh-as-sigmoid: that is the slope of the sigmoid, t * (1 - t); for tanh it is 1 - t**2
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [math.tanh(x) * (1 - math.tanh(x))]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong relu-slope-x: where relu passes x on, its slope is 1, not x
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [max(0.0, x)]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong relu-at-zero: at 0 we agreed on slope 0: ask x > 0, not x >= 0
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x >= 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong bare-slope: slopes is a list with one entry an operand, also where there is only one operand
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), exponent * math.pow(x, exponent - 1)
    if op == "exp":
        return math.exp(x), math.exp(x)
    if op == "log":
        return math.log(x), 1 / x
    if op == "tanh":
        return math.tanh(x), 1 - math.tanh(x) ** 2
    if op == "relu":
        return max(0.0, x), 1.0 if x > 0 else 0.0
    raise ValueError(f"unknown operation {op!r}")


# %% wrong log-of-abs: a number <= 0 has no logarithm: raise a ValueError; nan, -inf or abs() would hide the mistake
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(abs(x)), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong log-of-numpy: a number <= 0 has no logarithm: raise a ValueError; nan, -inf or abs() would hide the mistake
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return np.log(x), [1 / np.float64(x)]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong complex-power: Python turns (-4.0) ** 0.5 into a complex number; there is no real one: raise a ValueError
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return x**exponent, [exponent * x ** (exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    raise ValueError(f"unknown operation {op!r}")


# %% wrong unknown-passed-on: an operation that is not on the list must raise a ValueError
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    return x, [1.0]


# %% wrong unknown-none: an operation that is not on the list must raise a ValueError
def operate(op, operands, exponent=None):
    if op == "add":
        return sum(operands), [1.0, 1.0]
    if op == "sub":
        return operands[0] - operands[1], [1.0, -1.0]
    if op == "mul":
        a, b = operands
        return a * b, [b, a]
    if op == "div":
        a, b = operands
        return a / b, [1 / b, -a / b**2]
    x = operands[0]
    if op == "power":
        return math.pow(x, exponent), [exponent * math.pow(x, exponent - 1)]
    if op == "exp":
        return math.exp(x), [math.exp(x)]
    if op == "log":
        return math.log(x), [1 / x]
    if op == "tanh":
        return math.tanh(x), [1 - math.tanh(x) ** 2]
    if op == "relu":
        return max(0.0, x), [1.0 if x > 0 else 0.0]
    return None
