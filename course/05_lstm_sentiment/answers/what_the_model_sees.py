# %% right: dict with setdefault
def what_the_model_sees(train_texts, text, length, by_character):
    def tokens(each):
        return list("".join(each.split())) if by_character else each.split()

    numbers = {}
    for each in train_texts:
        for token in tokens(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in tokens(text) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% right: list of known tokens and its index
def what_the_model_sees(train_texts, text, length, by_character):
    joint = "" if by_character else " "
    known = list(dict.fromkeys(joint.join(" ".join(train_texts).split()) if by_character else " ".join(train_texts).split()))
    asked = [letter for letter in text if not letter.isspace()] if by_character else text.split()
    row = [0] * length + [known.index(token) + 1 for token in asked if token in known]
    return row[-length:]

# %% right: regular expression and a NumPy row, filled from behind
def what_the_model_sees(train_texts, text, length, by_character):
    pattern = re.compile(r"\S" if by_character else r"\S+")
    numbers = {}
    for token in pattern.findall("\n".join(train_texts)):
        if token not in numbers:
            numbers[token] = len(numbers) + 1
    row, place = np.zeros(length, dtype=int), length - 1
    for token in reversed(pattern.findall(text)):
        if token in numbers and place >= 0:
            row[place] = numbers[token]
            place -= 1
    return row

# %% wrong padded-behind: the padding stands in front
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in split(text) if token in numbers][-length:]
    return found + [0] * (length - len(found))

# %% wrong from-zero: 0 is padding
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers))
    found = [numbers[token] for token in split(text) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong from-two: 1 is no special number here
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 2)
    found = [numbers[token] for token in split(text) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong last-number-wins: a token that comes again
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    stream = [token for each in train_texts for token in split(each)]
    numbers = {token: place for place, token in enumerate(stream, start=1)}
    found = [numbers[token] for token in split(text) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong always-characters: without `by_character` a token is what white space parts
def what_the_model_sees(train_texts, text, length, by_character):
    numbers = {}
    for each in train_texts:
        for token in "".join(each.split()):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in "".join(text.split()) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong published-tokenizer: with `by_character` each character is a token
def what_the_model_sees(train_texts, text, length, by_character):
    numbers = {}
    for each in train_texts:
        for token in each.split():
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in text.split() if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong learns-from-the-test: here it got a new number
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in [*train_texts, text]:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in split(text)][-length:]
    return [0] * (length - len(found)) + found

# %% wrong unknown-is-one: here it became the token 1
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers.get(token, 1) for token in split(text)][-length:]
    return [0] * (length - len(found)) + found

# %% wrong first-kept: keep the last tokens
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in split(text) if token in numbers][:length]
    return [0] * (length - len(found)) + found

# %% wrong never-cut: cut to `length`
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in split(text) if token in numbers]
    return [0] * (length - len(found)) + found

# %% wrong blanks-are-tokens: white space is no token
def what_the_model_sees(train_texts, text, length, by_character):
    split = list if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    found = [numbers[token] for token in split(text) if token in numbers][-length:]
    return [0] * (length - len(found)) + found

# %% wrong not-padded: fill up to `length` with zeros
def what_the_model_sees(train_texts, text, length, by_character):
    split = (lambda each: list("".join(each.split()))) if by_character else str.split
    numbers = {}
    for each in train_texts:
        for token in split(each):
            numbers.setdefault(token, len(numbers) + 1)
    return [numbers[token] for token in split(text) if token in numbers][-length:]
