# %% right: the four rules in order
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% right: a table of rules and the first that holds
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    rules = {
        "guessing": train_loss / np.log(classes) >= 0.95,
        "overfitting": train_accuracy > validation_accuracy + 0.10,
        "underfitting": 2 * train_accuracy * classes < classes + 1,
        "healthy": True,
    }
    return next(name for name, holds in rules.items() if holds)

# %% right: asked from the end
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    halfway = 0.5 + 0.5 / classes
    answer = "healthy" if train_accuracy >= halfway else "underfitting"
    answer = "overfitting" if train_accuracy - validation_accuracy > 0.10 else answer
    return "guessing" if math.exp(train_loss) >= classes**0.95 else answer

# %% right: numpy select
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    conditions = [
        train_loss >= 0.95 * np.log(classes),
        train_accuracy - validation_accuracy > 0.10,
        train_accuracy < (1 + 1 / classes) / 2,
    ]
    return str(np.select(conditions, ["guessing", "overfitting", "underfitting"], default="healthy"))

# %% wrong equal-means-healthy: equal accuracies alone prove nothing
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < 1 / classes + 0.05:
        return "underfitting"
    return "healthy"

# %% wrong no-look-at-the-loss: 2.2985 is at least 0.95 ln 10
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_accuracy <= 1 / classes:
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong ten-classes-built-in: with 2 classes a uniform guess costs ln 2
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(10):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong only-near-ln-k: a loss far above ln K is worse than guessing
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if abs(train_loss - math.log(classes)) <= 0.05 * math.log(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong gap-without-sign: better on validation than on training is no overfitting
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(classes):
        return "guessing"
    if abs(train_accuracy - validation_accuracy) > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong underfitting-asked-first: the gap is asked before the level
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(classes):
        return "guessing"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    return "healthy"

# %% wrong half-is-enough: halfway between chance and perfect is (1 + 1/K)/2
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < 0.5:
        return "underfitting"
    return "healthy"

# %% wrong logarithm-base-ten: ln is the natural logarithm
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log10(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong without-the-0.95: 2.2985 is at least 0.95 ln 10 = 2.1874 (natural logarithm), and that rule comes first
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= math.log(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong logarithm-base-two: 2.2985 is at least 0.95 ln 10 = 2.1874 (natural logarithm), and that rule comes first
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log2(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if train_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"

# %% wrong level-of-the-validation: rule 3 asks for the training accuracy
def diagnose(train_loss, train_accuracy, validation_accuracy, classes):
    if train_loss >= 0.95 * math.log(classes):
        return "guessing"
    if train_accuracy - validation_accuracy > 0.10:
        return "overfitting"
    if validation_accuracy < (1 + 1 / classes) / 2:
        return "underfitting"
    return "healthy"
