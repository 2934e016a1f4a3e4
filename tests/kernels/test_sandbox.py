"""What a sandbox shows."""

import json
import sys
from pathlib import Path

import coursekit
from coursekit.kernels.sandbox import Sandbox, bwrap_arguments, environment_folders, mounts, outermost


def test_survives_json(tmp_path):
    sandbox = Sandbox(tmp_path, (tmp_path / "data",))
    assert Sandbox.from_dict(json.loads(json.dumps(sandbox.to_dict()))) == sandbox
    assert Sandbox.from_dict(Sandbox().to_dict()) == Sandbox()


def test_paths_cross_as_absolute_ones(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert Sandbox(Path("a"), (Path("b"),)).to_dict() == {"folder": f"{tmp_path}/a", "read_only": [f"{tmp_path}/b"]}


def test_outermost_leaves_out_what_lies_inside():
    paths = ["/a/b", "/a", "/usr/lib", "/c/d", "/a/b/c", "/ab"]
    assert outermost([Path(path) for path in paths]) == [Path("/a"), Path("/ab"), Path("/c/d")]


def test_shows_python_and_coursekit_but_not_the_checkout():
    shown = environment_folders()
    package = Path(coursekit.__file__).resolve().parent
    for needed in (Path(sys.prefix), Path(sys.base_prefix), package):
        assert needed.is_relative_to("/usr") or any(needed.is_relative_to(folder) for folder in shown)
    checkout = Path(__file__).resolve().parents[2]
    assert not any(checkout.is_relative_to(folder) for folder in shown)


def test_everything_is_bound_read_only(tmp_path):
    arguments = list(mounts(Sandbox(read_only=(tmp_path,))))
    assert {word for word in arguments if word.startswith("--")} <= {"--ro-bind", "--ro-bind-try", "--symlink", "--dir"}
    bound = [arguments[place : place + 3] for place, word in enumerate(arguments) if word == "--ro-bind"]
    assert ["--ro-bind", str(tmp_path), str(tmp_path)] in bound


def test_ordinary_users_get_a_user_namespace():
    common = (Sandbox(), {"passwd": 5}, 6, 7)
    assert "--unshare-user" in bwrap_arguments(*common, as_root=False)
    assert "--unshare-user" not in bwrap_arguments(*common, as_root=True)
    for arguments in (bwrap_arguments(*common, as_root=True), bwrap_arguments(*common, as_root=False)):
        for kind in ("pid", "net", "ipc", "uts", "cgroup-try"):
            assert f"--unshare-{kind}" in arguments
        assert "--die-with-parent" in arguments and arguments[arguments.index("--seccomp") + 1] == "6"
