# %% right: regular expression
def tokenize(text):
    return re.findall("[a-z0-9]+|[\u4e00-\u9fff]", text.lower())


# %% right: walk through the characters
def tokenize(text):
    tokens, word = [], ""
    for character in text.lower():
        if "a" <= character <= "z" or "0" <= character <= "9":
            word += character
            continue
        if word:
            tokens.append(word)
            word = ""
        if "一" <= character <= "鿿":
            tokens.append(character)
    if word:
        tokens.append(word)
    return tokens


# %% right: blanks around Chinese characters, blanks for the rest, then split
def tokenize(text):
    spaced = []
    for character in text:
        if 0x4E00 <= ord(character) <= 0x9FFF:
            spaced.append(f" {character} ")
        elif character.isascii() and character.isalnum():
            spaced.append(character.lower())
        else:
            spaced.append(" ")
    return "".join(spaced).split()


# %% right: two substitutions, a tuple
def tokenize(text):
    text = re.sub(r"([\u4e00-\u9fff])", r" \1 ", text.lower())
    return tuple(re.sub(r"[^a-z0-9\u4e00-\u9fff]", " ", text).split())


# %% right: groups of neighbouring characters of one kind
from itertools import groupby


def tokenize(text):
    def kind(character):
        if "\u4e00" <= character <= "\u9fff":
            return "chinese"
        return "word" if character in "abcdefghijklmnopqrstuvwxyz0123456789" else ""

    tokens = []
    for name, run in groupby(text.lower(), kind):
        if name == "word":
            tokens.append("".join(run))
        elif name == "chinese":
            tokens.extend(run)
    return tokens


# %% wrong white-space: the whole sentence is one token: Chinese has no blanks, so take single characters
def tokenize(text):
    return text.lower().split()


# %% wrong word-characters: the whole sentence is one token: Chinese has no blanks, so take single characters
def tokenize(text):
    return re.findall(r"\w+", text.lower())


# %% wrong english-only: Chinese is lost: only English words were collected
def tokenize(text):
    return re.findall(r"[a-z0-9]+", text.lower())


# %% wrong all-characters: blanks and punctuation are no tokens; and English stays in words
def tokenize(text):
    return list(text.lower())


# %% wrong letters: English words are cut into letters; only Chinese is taken character by character
def tokenize(text):
    return re.findall(r"[a-z0-9]|[一-鿿]", text.lower())


# %% wrong case-kept: 'Very' and 'very' are one word: lower the case
def tokenize(text):
    return re.findall(r"[A-Za-z0-9]+|[一-鿿]", text)


# %% wrong no-digits: digits count as letters here
def tokenize(text):
    return re.findall(r"[a-z]+|[一-鿿]", text.lower())


# %% wrong punctuation-kept: punctuation is no token; it only separates
def tokenize(text):
    return re.findall(r"[a-z0-9]+|[一-鿿]|[^\w\s]", text.lower())


# %% wrong punctuation-clings: the punctuation clings to the words
def tokenize(text):
    return re.findall(r"[一-鿿]|[^\s一-鿿]+", text.lower())


# %% wrong order-lost: the order is lost: English and Chinese tokens stay in reading order
def tokenize(text):
    return re.findall(r"[a-z0-9]+", text.lower()) + re.findall(r"[一-鿿]", text)


# %% wrong chinese-runs: the whole sentence is one token: Chinese has no blanks, so take single characters
def tokenize(text):
    return re.findall(r"[a-z0-9]+|[一-鿿]+", text.lower())


# %% wrong only-if-no-blank: a word ends where Chinese begins, also without a blank between
def tokenize(text):
    tokens = []
    for piece in re.findall(r"\w+", text.lower()):
        tokens.extend([piece] if re.search("[a-z0-9]", piece) else list(piece))
    return tokens


# %% wrong once-each: repeated tokens were dropped; a text is a sequence, not a set
def tokenize(text):
    return list(dict.fromkeys(re.findall(r"[a-z0-9]+|[一-鿿]", text.lower())))


# %% wrong last-word-lost: the word at the end of the text is lost: nothing comes after it that could end it
def tokenize(text):
    tokens, word = [], ""
    for character in text.lower():
        if character.isascii() and character.isalnum():
            word += character
            continue
        if word:
            tokens.append(word)
            word = ""
        if "一" <= character <= "鿿":
            tokens.append(character)
    return tokens
