"""The sentences that coursekit itself says to a learner, by key and language."""

import tomllib
from functools import cache
from importlib.resources import files

FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for, as their codes."""
    folder = files("coursekit.grading.feedback.languages")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every sentence of a language, by its dotted key."""
    text = files("coursekit.grading.feedback.languages").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {f"{table}.{key}": sentence for table, sentences in tables.items() for key, sentence in sentences.items()}


def closest(language: str) -> str:
    """The catalogue's language for a wish such as "de-AT" or "zh_CN"; English where there is none."""
    wished = language.replace("_", "-").split("-")[0].lower()
    return wished if wished in languages() else FALLBACK


def known(key: str) -> bool:
    """Whether there is a sentence for `key`."""
    return key in catalogue(FALLBACK)


def wording(language: str, key: str, values: dict[str, object] | None = None) -> str:
    """Return the sentence for `key`, with `{name}` replaced by `values["name"]`; what is not given becomes "?".

    Args:
        language: A code that `languages()` has.
        key: A dotted key, such as "mend.empty".
    """
    sentence = catalogue(language)[key]
    return sentence.format_map(_Values({name: str(value) for name, value in (values or {}).items()}))


class _Values(dict):
    def __missing__(self, key: str) -> str:
        return "?"
