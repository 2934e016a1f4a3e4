# %% right: loop with early decisions
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    mask = []
    for value in values:
        if value is None or value != value:
            mask.append(True)
        elif isinstance(value, str):
            text = value.strip().lower()
            missing = text in words
            if not missing:
                try:
                    missing = float(text) in [float(number) for number in sentinels]
                except ValueError:
                    pass
            mask.append(missing)
        else:
            mask.append(value in sentinels)
    return mask


# %% right: a small function for one value
def one_is_missing(value, words, sentinels):
    if value is None:
        return True
    if isinstance(value, str) and value.strip().casefold() in set(words):
        return True
    try:
        number = float(value)
    except ValueError:
        return False
    if isinstance(value, float) and math.isnan(value):
        return True
    return any(number == sentinel for sentinel in sentinels)


def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return [one_is_missing(value, words, sentinels) for value in values]


# %% right: pandas
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    series = pd.Series(list(values), dtype="object")
    if series.empty:
        return []
    tidy = series.map(lambda value: value.strip().lower() if isinstance(value, str) else value)
    is_text = tidy.map(lambda value: isinstance(value, str))
    numbers = pd.to_numeric(tidy, errors="coerce")
    return (series.isna() | (is_text & tidy.isin(list(words))) | numbers.isin(list(sentinels))).to_numpy()


# %% right: numpy mask
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    mask = np.zeros(len(values), dtype=bool)
    for place, value in enumerate(values):
        text = str(value).strip().lower()
        if value is None or (isinstance(value, str) and text in words):
            mask[place] = True
            continue
        try:
            number = float(text)
            mask[place] = number in sentinels or (number != number and not isinstance(value, str))
        except ValueError:
            pass
    return mask


# %% wrong falsy: 0 is a value: `not value` is true for it, and it is not missing
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    mask = []
    for value in values:
        text = value.strip().lower() if isinstance(value, str) else value
        mask.append(not text or text != text or text in words or text in sentinels)
    return mask


# %% wrong substring: a word counts only as the whole text: Canada contains na and is not missing
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    mask = []
    for value in values:
        if value is None or value != value or value in sentinels:
            mask.append(True)
        else:
            text = str(value).strip().lower()
            mask.append(text == "" or any(word in text for word in words if word))
    return mask


# %% wrong not-stripped: blanks around a word don't matter: strip them before you compare
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return [v is None or v != v or v in sentinels or (isinstance(v, str) and v.lower() in words) for v in values]


# %% wrong capitals: capitals don't matter: compare in lower case
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return [v is None or v != v or v in sentinels or (isinstance(v, str) and v.strip() in words) for v in values]


# %% wrong nan-by-equality: NaN differs from everything, itself included: ask math.isnan, not ==
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    gone = [None, float("nan"), *sentinels]
    return [any(v == g for g in gone) or (isinstance(v, str) and v.strip().lower() in words) for v in values]


# %% wrong sentinel-text: a sentinel may stand there as a text: compare float(value) with the sentinels
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return [
        v is None or v != v or v in sentinels or (isinstance(v, str) and v.strip().lower() in words) for v in values
    ]


# %% wrong sentinels-ignored: the sentinels are named by the caller and were not used
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return [v is None or v != v or (isinstance(v, str) and v.strip().lower() in words) for v in values]


# %% wrong first-sentinel: only the first sentinel was used
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    def number(value):
        try:
            return float(value)
        except ValueError:
            return None

    first = sentinels[0] if len(sentinels) else "none"
    return [
        v is None or v != v or (isinstance(v, str) and v.strip().lower() in words) or number(v) == first for v in values
    ]


# %% wrong always-99999: 99999 is a value unless the caller names it as a sentinel
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    gone = {"", "?", "na", "n/a", "nan", "null", "none", "99999", "-1", "-1.0"}
    return [str(value).strip().lower() in gone for value in values]


# %% wrong words-ignored: the caller's words replace the default ones: here NA is Namibia
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    def number(value):
        try:
            return float(value)
        except ValueError:
            return None

    return [
        v is None or v != v or (isinstance(v, str) and v.strip().lower() in MISSING_WORDS) or number(v) in sentinels
        for v in values
    ]


# %% wrong pandas-isna: a question mark is one of the words
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    return pd.Series(values, dtype="object").isna().to_numpy()


# %% wrong none-forgotten: None is always missing
def missing_mask(values, words=MISSING_WORDS, sentinels=()):
    mask = []
    for value in values:
        text = str(value).strip().lower()
        mask.append(text in words or text in [str(number) for number in sentinels])
    return mask
