"""The course's own JupyterLab server, and what a person does in its page."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOKEN = "for-this-test-alone"
START_SECONDS, RUN_SECONDS = 240, 420
COMMAND = Path(sys.executable).with_name("coursekit")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A running server."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str):
        request = urllib.request.Request(f"{self.address}/{path}", headers={"Authorization": f"token {TOKEN}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@contextlib.contextmanager
def serving(root: Path, home: Path, *options: str) -> Iterator[Server]:
    """Run `coursekit lab` on a checkout, as a person would start it, and stop it as Ctrl+C does."""
    server = Server(free_port())
    line = [
        COMMAND,
        "lab",
        "--no-browser",
        "--port",
        str(server.port),
        *options,
        "--",
        f"--IdentityProvider.token={TOKEN}",
    ]
    home.mkdir(exist_ok=True)
    variables = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "COURSEKIT_WORK", "COURSEKIT_EX"))
    }
    variables |= {"COURSEKIT_ROOT": str(root), "HOME": str(home)}
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(line, env=variables, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(server, process, log)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(server: Server, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"coursekit lab ended with {process.returncode}:\n{log.read_text()[-3000:]}"
        try:
            server.ask("api/status")
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise AssertionError(f"no answer within {START_SECONDS} s:\n{log.read_text()[-3000:]}")


def open_lab(page, server: Server, path: str) -> None:
    """Go to a page of JupyterLab and wait until the application is there."""
    page.goto(f"{server.address}/{path}?token={TOKEN}")
    page.wait_for_selector(".lm-MenuBar-itemLabel:text-is('Run')", timeout=120_000)


def choose(page, *labels: str) -> None:
    """Choose an entry of a menu."""
    menu, *entries = labels
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{re.escape(menu)}$")).click()
    for entry in entries:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(entry)}")).first.click()


def wait_until_run(page, notebook) -> None:
    """Wait until no code cell of a notebook is waiting or running and the last one has its number."""
    prompts = notebook.locator(".jp-CodeCell .jp-InputPrompt")
    deadline = time.monotonic() + RUN_SECONDS
    while time.monotonic() < deadline:
        shown = prompts.all_inner_texts()
        if shown and not any("*" in prompt for prompt in shown) and re.search(r"\d", shown[-1]):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not run within {RUN_SECONDS} s: {prompts.all_inner_texts()}")
