"""Which memory may be gathered into huge pages, and that what is in it stays."""

import numpy as np

from coursekit.kernels import hugepages, syscalls

MAPS = """\
7f0000000000-7f0000600000 rw-p 00000000 00:00 0
7f0001100000-7f0001700000 rw-p 00000000 00:00 0                          [heap]
7f0002000000-7f0002100000 rw-p 00000000 00:00 0
7f0003000000-7f0003600000 rw-p 00000000 08:01 42                         /usr/lib/a library.so
7f0004000000-7f0004600000 r--p 00000000 00:00 0
7f0005000000-7f0005600000 rw-s 00000000 00:00 0
7ffc00000000-7ffc00600000 rw-p 00000000 00:00 0                          [stack]
"""


def test_private_writable_memory_without_a_file_and_whole_huge_pages_of_it():
    assert list(hugepages.anonymous_ranges(MAPS.splitlines())) == [
        (0x7F0000000000, 0x7F0000600000),
        (0x7F0001200000, 0x7F0001600000),
    ]


def test_what_is_in_it_stays():
    numbers = np.arange(4 * 2**20)
    hugepages.gather()
    assert (numbers == np.arange(4 * 2**20)).all()


def test_where_linux_refuses_nothing_happens(monkeypatch):
    def refuse(address, length):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(syscalls, "collapse", refuse)
    assert hugepages.gather() == 0
