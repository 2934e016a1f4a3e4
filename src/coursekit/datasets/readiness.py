"""Ask for a data set by name before lessons are run: a missing one is said once, and unpacked pixels are kept for all."""

from coursekit import datasets

LOADERS = {
    "adult": datasets.load_adult,
    "auto_mpg": datasets.load_auto_mpg,
    "chinese": datasets.load_chinese_hotel_reviews,
    "cifar10": datasets.load_cifar10,
    "imdb": datasets.load_imdb_ids,
    "penguins": datasets.load_penguins,
    "shakespeare": datasets.load_tiny_shakespeare,
}


def require(name: str, profile: str) -> None:
    """Load the data set called `name` once, and let it go.

    Raises:
        CourseError: As its loader does, if no source has it or a file of it is wrong.
    """
    LOADERS[name](profile=profile)
