# %% last
kernel = get_ipython().kernel
kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "z" * 100_000_000}, parent=kernel.get_parent("shell"))
