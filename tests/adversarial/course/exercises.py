# %% markdown title
# Five exercises: functions, an array, text, a class, and a series.

# %% instructor tools
import numpy as np

from coursekit import checks

measurements = np.array([3.0, 5.0, 7.0, 9.0])

# %% solution squares
def squares(count):
    """The squares 1, 4, 9, ... of the first `count` whole numbers, as a list."""
    ### BEGIN SOLUTION
    # @CANARY:solution@
    return [number**2 for number in range(1, count + 1)]
    ### END SOLUTION

# %% test squares_test 1
assert squares(1) == [1]
assert squares(2) == [1, 4]
### BEGIN HIDDEN TESTS
# @CANARY:hidden@
assert squares(10) == [1, 4, 9, 16, 25, 36, 49, 64, 81, 100], "@CANARY:hidden@"
assert squares(0) == []
### END HIDDEN TESTS

# %% solution normalise
def normalise(values):
    """`values` shifted and scaled to mean 0 and standard deviation 1; the argument itself stays as it is."""
    ### BEGIN SOLUTION
    return (values - values.mean()) / values.std()
    ### END SOLUTION

# %% test normalise_test 2
np.testing.assert_allclose(normalise(np.array([1.0, 3.0])), [-1.0, 1.0])
### BEGIN HIDDEN TESTS
expected_normalised = np.array([-1.3416407864998738, -0.4472135954999579, 0.4472135954999579, 1.3416407864998738])
argument = measurements.copy()
result = normalise(argument)
assert np.asarray(result).shape == (4,), "@CANARY:hidden@"
np.testing.assert_allclose(result, expected_normalised, rtol=1e-6)
assert np.array_equal(argument, measurements), "the argument was changed"
### END HIDDEN TESTS

# %% solution count_words
def count_words(text):
    """How often each word of `text` occurs, as a dict; words are separated by white space, and case doesn't matter."""
    ### BEGIN SOLUTION
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION

# %% test count_words_test 3
checks.equal("count_words", count_words("to be or not to be"), {"to": 2, "be": 2, "or": 1, "not": 1})
### BEGIN HIDDEN TESTS
checks.equal("count_words", count_words("Red red GREEN"), {"red": 2, "green": 1})
checks.equal("count_words of nothing", count_words(""), {}, misconceptions={"a word was found in nothing": {"": 1}})
### END HIDDEN TESTS

# %% solution Account
class Account:
    """An account that starts empty: `deposit(amount)`, `withdraw(amount)` (ValueError if it isn't there), `balance`."""

    ### BEGIN SOLUTION
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("not enough money")
        self.balance -= amount
    ### END SOLUTION

# %% test Account_test 4
account = Account()
account.deposit(50)
assert account.balance == 50
### BEGIN HIDDEN TESTS
account.withdraw(20)
assert account.balance == 30
refused = False
try:
    account.withdraw(31)
except ValueError:
    refused = True
assert refused, "withdrawing more than there is must raise ValueError"
assert account.balance == 30
### END HIDDEN TESTS

# %% solution series
def series(terms):
    """The sum 1 + 1/4 + 1/9 + ... of `terms` terms; half of the points are for getting the first term right."""
    ### BEGIN SOLUTION
    return sum(1 / number**2 for number in range(1, terms + 1))
    ### END SOLUTION

# %% test series_test 5
earned = 2.5 if series(1) == 1 else 0.0
### BEGIN HIDDEN TESTS
earned += 2.5 if abs(series(100) - 1.6349839001848923) < 1e-9 else 0.0
### END HIDDEN TESTS
earned  # noqa: B018 (partial credit: nbgrader reads the last value)
