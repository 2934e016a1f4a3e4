# %% right: try every batch size
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if math.ceil(images / size) == steps]
    return (fitting[0], fitting[-1]) if fitting else ()

# %% right: whole-number arithmetic, no loop
def batch_sizes_for_steps(images, steps):
    smallest = -(-images // steps)
    largest = images if steps == 1 else (images - 1) // (steps - 1)
    return (smallest, largest) if smallest <= largest else ()

# %% right: NumPy table of all step counts
def batch_sizes_for_steps(images, steps):
    sizes = np.arange(1, images + 1)
    fitting = sizes[(images + sizes - 1) // sizes == steps]
    return (fitting.min(), fitting.max()) if fitting.size else ()

# %% right: a lambda that returns a list
batch_sizes_for_steps = lambda images, steps: (  # noqa: E731
    lambda fitting: [min(fitting), max(fitting)] if fitting else []
)([size for size in range(1, images + 1) if (images - 1) // size + 1 == steps])

# %% wrong last-batch-dropped: you rounded down
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if images // size == steps]
    return (fitting[0], fitting[-1]) if fitting else ()

# %% wrong division-only: one division gives one batch size, but several can give the same number of steps
def batch_sizes_for_steps(images, steps):
    size = round(images / steps)
    return (size, size)

# %% wrong upper-end-too-far: the largest batch size is one too large
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if math.ceil(images / size) == steps]
    return (fitting[0], fitting[-1] + 1) if fitting else ()

# %% wrong impossible-log-answered: no batch size gives this number of steps; return ()
def batch_sizes_for_steps(images, steps):
    smallest = math.ceil(images / steps)
    largest = images if steps == 1 else math.ceil(images / (steps - 1)) - 1
    return (smallest, largest)

# %% wrong largest-first: smallest first, then largest
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if math.ceil(images / size) == steps]
    return (fitting[-1], fitting[0]) if fitting else ()

# %% wrong one-extra-step: you counted one step too many
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if images // size + 1 == steps]
    return (fitting[0], fitting[-1]) if fitting else ()

# %% wrong default-batch-size: 32 is only the default
def batch_sizes_for_steps(images, steps):
    return (32, 32)

# %% wrong none-for-none: for no batch size return `()`
def batch_sizes_for_steps(images, steps):
    fitting = [size for size in range(1, images + 1) if math.ceil(images / size) == steps]
    return (fitting[0], fitting[-1]) if fitting else None
