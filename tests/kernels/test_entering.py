"""Which road leads in, and whose id is taken."""

import os

from coursekit.kernels import entering

EVERYBODY = "         0          0 4294967295\n"


def test_the_wanted_id_is_taken_where_all_exist():
    assert entering.spare_id(1_879_050_000, EVERYBODY, EVERYBODY) == 1_879_050_000


def test_in_a_container_the_highest_id_that_exists_both_ways_is_taken():
    users, groups = "0 1000 1\n1 100000 65536\n", "0 1000 1\n1 100000 70000\n"
    assert entering.spare_id(1_879_050_000, users, groups) == 65_536


def test_where_there_is_nobody_to_spare_none_is_taken():
    assert entering.spare_id(1_879_050_000, "0 1000 1\n", "0 1000 1\n") is None


def test_the_road_follows_from_who_this_is():
    road = entering.choose_road()
    assert road.as_root == (os.geteuid() == 0)
    if road.as_root:
        assert road.host_id >= 65_535


def test_unreadable_names_the_first(tmp_path):
    assert entering.unreadable([tmp_path]) is None
    assert entering.unreadable([tmp_path, tmp_path / "missing"]) == tmp_path / "missing"
