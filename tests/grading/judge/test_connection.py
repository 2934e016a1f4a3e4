"""The grader's end of the control socket."""

import asyncio
import os
import socket
import threading
from types import SimpleNamespace

import pytest

from coursekit.grading.judge.connection import JudgeConnection, JudgeGone
from coursekit.grading.judge.process import LENGTH, LONGEST_MESSAGE


def launched(behave):
    """A launch whose process is a thread that does `behave` with the control socket."""

    def launch(arguments, pass_fds):
        control = socket.socket(fileno=os.dup(pass_fds[0]))

        def work():
            with control:
                behave(control)

        threading.Thread(target=work).start()
        return SimpleNamespace(close=lambda: None, kill=lambda: None)

    return launch


def ask(behave, seconds=5.0):
    async def question():
        bridge, other = socket.socketpair()
        with other:
            connection = JudgeConnection(launched(behave), bridge, {})
            try:
                return await connection.ask({"do": "run"}, seconds)
            finally:
                connection.close()

    return asyncio.run(question())


def answering(body):
    def behave(control):
        control.recv(2**16)
        control.sendall(body)

    return behave


def framed(body):
    return LENGTH.pack(len(body)) + body


def test_an_answer():
    assert ask(answering(framed(b'{"status": "ok"}'))) == {"status": "ok"}


@pytest.mark.parametrize(
    ("behave", "why"),
    [
        (lambda control: control.recv(2**16), "ended"),
        (answering(framed(b"{")), "no JSON"),
        (answering(framed(b"[]")), "without a status"),
        (answering(LENGTH.pack(LONGEST_MESSAGE + 1)), "bytes"),
    ],
)
def test_a_judge_that_is_gone(behave, why):
    with pytest.raises(JudgeGone, match=why):
        ask(behave)


def test_a_judge_that_does_not_answer():
    free = threading.Event()
    try:
        with pytest.raises(JudgeGone, match="no answer within"):
            ask(lambda control: free.wait(10), 0.1)
    finally:
        free.set()
