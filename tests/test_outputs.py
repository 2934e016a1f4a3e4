"""Output goes to the notebook if one runs, else to standard output."""

import pytest
from ipykernel.inprocess import InProcessKernelManager

from coursekit import outputs


@pytest.fixture
def kernel_client():
    """A real kernel in this process; afterwards none runs here any more."""
    manager = InProcessKernelManager()
    manager.start_kernel()
    shell_class = type(manager.kernel.shell)
    client = manager.client()
    client.start_channels()
    yield client
    client.stop_channels()
    manager.shutdown_kernel()
    shell_class.clear_instance()


def displayed(client, code: str) -> list[dict]:
    """Run code in the kernel; return the messages that it sends about outputs."""
    client.execute(code)
    messages = []
    while not messages or messages[-1].get("content") != {"execution_state": "idle"}:
        messages.append(client.get_iopub_msg(timeout=10))
    return [message for message in messages if message["msg_type"] not in ("status", "execute_input")]


def test_without_a_notebook_the_text_is_printed(capsys):
    assert not outputs.in_notebook()
    outputs.publish({"text/plain": "a figure", "image/png": "..."})
    assert capsys.readouterr().out == "a figure\n"


def test_in_a_kernel_outputs_are_displayed_and_updated(kernel_client):
    first, second = displayed(
        kernel_client,
        "from coursekit import outputs\n"
        "assert outputs.in_notebook()\n"
        "outputs.publish({'text/plain': '1'}, {'text/plain': {'lines': 1}}, display_id='count')\n"
        "outputs.publish({'text/plain': '2'}, display_id='count', update=True)\n",
    )
    assert first["msg_type"] == "display_data"
    assert first["content"]["data"] == {"text/plain": "1"}
    assert first["content"]["metadata"] == {"text/plain": {"lines": 1}}
    assert second["msg_type"] == "update_display_data"
    assert second["content"]["data"] == {"text/plain": "2"}
    assert first["content"]["transient"] == second["content"]["transient"] == {"display_id": "count"}


def test_once_the_kernel_is_gone_there_is_no_notebook():
    assert not outputs.in_notebook()
