"""Control groups: read from the kernel's own files, and made where this user may make them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.kernels import cgroups
from coursekit.kernels.limits import Limits

MEMBERSHIPS = "5:pids:/\n4:memory:/jobs/one\n0::/user.slice/a.scope\n"
MOUNTED = """\
30 25 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
31 25 0:28 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
32 25 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate
"""


def test_folders_are_found_in_all_hierarchies():
    places = [cgroups.find_folder(name, MEMBERSHIPS, MOUNTED) for name in ("memory", "pids", None, "cpu")]
    assert places == [
        Path("/sys/fs/cgroup/memory/jobs/one"),
        Path("/sys/fs/cgroup/pids"),
        Path("/sys/fs/cgroup/unified/user.slice/a.scope"),
        None,
    ]


def test_a_mount_that_shows_a_part_is_followed():
    mounted = "30 25 0:27 /jobs /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
    assert cgroups.find_folder("memory", MEMBERSHIPS, mounted) == Path("/sys/fs/cgroup/memory/one")
    assert cgroups.find_folder("pids", MEMBERSHIPS, mounted) is None


def version_2(tmp_path, handed_down: str) -> tuple[Path, str]:
    """A folder with the files of version 2: a slice that holds the scope of this process, and its mount."""
    (tmp_path / "user.slice" / "a.scope").mkdir(parents=True)
    for folder, text in ((tmp_path, ""), (tmp_path / "user.slice", handed_down), (tmp_path / "user.slice/a.scope", "")):
        (folder / "cgroup.subtree_control").write_text(text)
        (folder / "cgroup.procs").write_text("")
    return tmp_path / "user.slice", f"32 25 0:29 / {tmp_path} rw - cgroup2 cgroup2 rw\n"


def test_version_2_is_made_below_the_nearest_folder_that_hands_down(tmp_path):
    parent, mounted = version_2(tmp_path, "cpu memory pids")
    group = cgroups._create_version_2(Limits(), MEMBERSHIPS, mounted)
    assert {folder.parent for folder in group.folders.values()} == {parent}
    folder = group.folders["memory"]
    (folder / "memory.events").write_text("low 0\noom 3\noom_kill 2\n")
    (folder / "pids.events").write_text("max 4\n")
    (folder / "cgroup.kill").write_text("")
    assert (group.memory_kills(), group.refused_forks()) == (2, 4)
    group.kill()
    assert (folder / "cgroup.kill").read_text() == "1"


def test_version_2_without_delegation_makes_none(tmp_path):
    _, mounted = version_2(tmp_path, "cpu")
    assert cgroups._create_version_2(Limits(), MEMBERSHIPS, mounted) is None
    assert cgroups._create_version_2(Limits(), "4:memory:/\n", mounted) is None


def test_abandoned_groups_are_removed_and_others_kept(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"coursekit-{ended.pid}-1", f"coursekit-{os.getpid()}-1", "coursekit-x", "other"):
        (tmp_path / name).mkdir()
    cgroups.remove_abandoned(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [f"coursekit-{os.getpid()}-1", "coursekit-x", "other"]
    )


def test_a_group_that_cannot_be_written_is_undone(tmp_path):
    parents = {"memory": tmp_path, "pids": tmp_path / "missing"}
    assert cgroups._settled(cgroups.ControlGroup(), parents, {"memory": {}, "pids": {}}) is None
    assert list(tmp_path.iterdir()) == []


def may_make_groups() -> bool:
    """Whether this user may write where this process's own memory group is kept, read independently."""
    lines = [line.split(":") for line in Path("/proc/self/cgroup").read_text().splitlines()]
    paths = [f"/sys/fs/cgroup/{names}{path}" for _, names, path in lines if names in ("memory", "pids")]
    return len(paths) == 2 and all(os.access(path, os.W_OK) for path in paths)


def test_a_real_group_holds_a_process_and_kills_it():
    group = cgroups.create(Limits(memory_mib=64))
    if not may_make_groups() and group is None:
        return  # nothing may be made here, and nothing was
    try:
        process = subprocess.Popen([sys.executable, "-c", "input(); bytearray(1 << 30)"], stdin=subprocess.PIPE)
        group.add(process.pid)
        assert process.pid in group.processes()
        assert group.memory_kills() == group.refused_forks() == 0
        process.communicate(b"\n")
        assert process.returncode == -signal.SIGKILL and group.memory_kills() == 1
        process = subprocess.Popen(["sleep", "60"])
        group.add(process.pid)
        group.kill()
        assert process.wait(10) == -signal.SIGKILL
    finally:
        group.remove()
    assert not any(folder.exists() for folder in group.folders.values())


@pytest.mark.parametrize("text", ["", "low 1\n", "oom_kill\n"])
def test_missing_numbers_are_none(tmp_path, text):
    (tmp_path / "memory.events").write_text(text)
    folders = dict.fromkeys(("memory", "pids"), tmp_path)
    assert cgroups.ControlGroup(folders).memory_kills() == 0
