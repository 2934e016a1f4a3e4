# %% right: dict from rank to word
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank.get(number - 3, "?") for number in ids if number > 1)

# %% right: shift the index instead of the ids, loop
def decode_review(ids, word_index):
    word_of_id = {}
    for word in word_index:
        word_of_id[word_index[word] + 3] = word
    text = ""
    for number in ids:
        if number in (0, 1):
            continue
        text += " " + (word_of_id[number] if number in word_of_id else "?")
    return text[1:]

# %% right: a list by rank, special ids at its beginning
def decode_review(ids, word_index):
    table = [""] * 2 + ["?"] * (max(word_index.values()) + 2)
    for word, rank in word_index.items():
        table[rank + 3] = word
    words = (table[number] if number < len(table) else "?" for number in ids)
    return " ".join(filter(None, words))

# %% right: NumPy arrays, sorted lookup
def decode_review(ids, word_index):
    words = np.array(list(word_index), dtype=object)
    known = np.array(list(word_index.values())) + 3
    order = np.argsort(known)
    wanted = np.array([number for number in ids if number >= 2], dtype=int)
    place = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
    found = known[order][place] == wanted
    return " ".join(str(word) if ok else "?" for word, ok in zip(words[order][place], found, strict=True))

# %% wrong no-offset: an id is the rank plus 3
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join("?" if number == 2 else word_of_rank.get(number, "?") for number in ids if number > 1)

# %% wrong no-offset-at-all: and 2 is no word
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank.get(number, "?") for number in ids if number > 1)

# %% wrong added: subtract 3; you added it
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join("?" if number == 2 else word_of_rank.get(number + 3, "?") for number in ids if number > 1)

# %% wrong shift-of-two: the shift is 3, not 2
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank.get(number - 2, "?") for number in ids if number > 1)

# %% wrong start-shown: the start (1) is no word
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank.get(number - 3, "?") for number in ids if number > 0)

# %% wrong everything-shown: padding (0) and start (1) are no words
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank.get(number - 3, "?") for number in ids)

# %% wrong gaps-closed: words left out are shown as ?
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return " ".join(word_of_rank[number - 3] for number in ids if number - 3 in word_of_rank)

# %% wrong a-list: return one text
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    return [word_of_rank.get(number - 3, "?") for number in ids if number > 1]

# %% wrong padding-removed-in-place: the argument was changed in place
def decode_review(ids, word_index):
    word_of_rank = {rank: word for word, rank in word_index.items()}
    while ids and ids[0] < 2:
        ids.pop(0)
    return " ".join(word_of_rank.get(number - 3, "?") for number in ids)
