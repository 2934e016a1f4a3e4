"""What `coursekit lab` becomes. The real server, in a real browser, is in tests/browser."""

import json
import os
import socket
import sys

import pytest

from coursekit.lab import commands, kernelspec, ports
from coursekit.project import Project


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "syllabus.toml").write_text('title = "Small"\naudience = "testers"\nskills = []\n')
    (tmp_path / "grader").mkdir()
    monkeypatch.setenv("COURSEKIT_ROOT", str(tmp_path))
    monkeypatch.delenv("COURSEKIT_WORKSPACE", raising=False)
    return Project(tmp_path)


@pytest.fixture
def becomes(monkeypatch, project):
    """What the process would have become, instead of becoming it; folders are those of the project, as they stand."""
    asked = {}

    def instead(path, argv, environment):
        asked.update(path=path, argv=argv, environment=environment, folder=os.getcwd())

    monkeypatch.chdir(project.root)  # so that the test's own chdir is undone
    monkeypatch.setattr(os, "execve", instead)
    monkeypatch.setattr(commands, "learner_folder", lambda project: existing(project.workspace))
    monkeypatch.setattr(commands, "grader_folder", lambda project: project.grader)
    return asked


def existing(folder):
    folder.mkdir(exist_ok=True)
    return folder


def test_learner_gets_the_home_page_in_the_workspace(becomes, project):
    commands.lab(port=None, browser=False, instructor=False, more=["--IdentityProvider.token=x"])
    assert becomes["path"] == sys.executable
    assert becomes["folder"] == str(project.workspace)
    assert becomes["argv"][:3] == [sys.executable, "-m", "jupyterlab"]
    for part in (
        f"--ServerApp.root_dir={project.workspace}",
        "--LabApp.default_url=/lab/tree/Home.ipynb",
        "--no-browser",
    ):
        assert part in becomes["argv"]
    assert becomes["argv"][-1] == "--IdentityProvider.token=x"
    assert becomes["environment"]["COURSEKIT_ROOT"] == str(project.root)
    assert becomes["environment"]["PATH"].startswith(os.path.dirname(sys.executable) + os.pathsep)


def test_instructor_gets_the_graders_folder(becomes, project):
    commands.lab(port=None, browser=True, instructor=True, more=None)
    assert becomes["folder"] == str(project.grader)
    assert "--LabApp.default_url=/lab" in becomes["argv"]
    assert "--no-browser" not in becomes["argv"]


@pytest.mark.parametrize("instructor", [True, False])
def test_formgrader_is_the_instructors_alone(becomes, project, instructor):
    commands.lab(port=None, browser=False, instructor=instructor, more=None)
    settings = becomes["environment"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0]
    page = json.loads(open_text(settings, "labconfig", "page_config.json"))
    assert page["disabledExtensions"]["@jupyter/nbgrader:formgrader"] is not instructor
    server = json.loads(open_text(settings, "jupyter_server_config.json"))
    assert server["ServerApp"]["jpserver_extensions"]["nbgrader.server_extensions.formgrader"] is instructor


def open_text(*parts: str) -> str:
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


def test_users_own_settings_come_after_the_courses(becomes, project, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/users/own")
    commands.lab(port=None, browser=False, instructor=False, more=None)
    assert becomes["environment"]["JUPYTER_CONFIG_PATH"].split(os.pathsep)[1] == "/users/own"


def test_a_busy_port_is_said_and_the_next_one_taken(becomes, monkeypatch, capsys):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        busy = server.getsockname()[1]
        monkeypatch.setattr(ports, "DEFAULT", busy)
        commands.lab(port=None, browser=False, instructor=False, more=None)
    assert f"Port {busy} is in use; JupyterLab gets port" in capsys.readouterr().out
    assert f"--ServerApp.port={busy}" not in becomes["argv"]


def test_missing_kernel_is_registered(becomes, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    commands.lab(port=None, browser=False, instructor=False, more=None)
    assert kernelspec.registered(tmp_path / "environment")


def test_root_is_let_in_and_nobody_else_is_asked(project, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--allow-root" in commands.command(project.workspace, 8888, True, False, [])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--allow-root" not in commands.command(project.workspace, 8888, True, False, [])
