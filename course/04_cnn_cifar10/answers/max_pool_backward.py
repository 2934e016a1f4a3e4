# %% right: loop over windows
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, row, column, channel in np.ndindex(upstream.shape):
        top, left = row * size, column * size
        window = images[n, top : top + size, left : left + size, channel]
        i, j = np.unravel_index(np.argmax(window), window.shape)  # argmax: the first maximum in row order
        d_images[n, top + i, left + j, channel] += upstream[n, row, column, channel]
    return d_images


# %% right: compare one pixel after the other
def max_pool_backward(images, upstream, size):
    gradient = np.zeros_like(images, dtype=float)
    for n, r, c, k in np.ndindex(upstream.shape):
        best, place = -float("inf"), None
        for i in range(size):
            for j in range(size):
                value = images[n, r * size + i, c * size + j, k]
                if value > best:
                    best, place = value, (r * size + i, c * size + j)
        gradient[n, place[0], place[1], k] = upstream[n, r, c, k]
    return gradient.tolist()


# %% right: reshape to windows and one argmax
def max_pool_backward(images, upstream, size):
    n, rows, cols, channels = upstream.shape
    inside = images[:, : rows * size, : cols * size]
    windows = inside.reshape(n, rows, size, cols, size, channels).transpose(0, 1, 3, 5, 2, 4).reshape(-1, size * size)
    winners = np.zeros(windows.shape)
    winners[np.arange(len(windows)), windows.argmax(axis=1)] = upstream.ravel()
    back = winners.reshape(n, rows, cols, channels, size, size).transpose(0, 1, 4, 2, 5, 3)
    d_images = np.zeros(images.shape)
    d_images[:, : rows * size, : cols * size] = back.reshape(inside.shape)
    return d_images


# %% right: mask of the maximum, first one kept
def max_pool_backward(images, upstream, size):
    rows, cols = upstream.shape[1:3]
    offsets = [np.s_[:, i : rows * size : size, j : cols * size : size] for i in range(size) for j in range(size)]
    largest = np.max([images[offset] for offset in offsets], axis=0)
    free = np.ones(upstream.shape, dtype=bool)
    d_images = np.zeros(images.shape, dtype=np.float32)
    for offset in offsets:
        winner = free & (images[offset] == largest)
        d_images[offset] = np.where(winner, upstream, 0)
        free &= ~winner
    return d_images


# %% wrong every-tie: each of several equal maxima got the whole upstream: more gradient goes down than came in
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        here = np.s_[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        d_images[here] = (images[here] == images[here].max()) * upstream[n, r, c, k]
    return d_images


# %% wrong tie-split: equal maxima share the upstream: a possible convention, but the one asked for gives it to the first
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        here = np.s_[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        winners = images[here] == images[here].max()
        d_images[here] = winners / winners.sum() * upstream[n, r, c, k]
    return d_images


# %% wrong last-tie: the last of several equal maxima got the upstream: >= lets a later one win, > keeps the first
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        best = -np.inf
        for i, j in np.ndindex(size, size):
            if images[n, r * size + i, c * size + j, k] >= best:
                best, place = images[n, r * size + i, c * size + j, k], (r * size + i, c * size + j)
        d_images[n, place[0], place[1], k] = upstream[n, r, c, k]
    return d_images


# %% wrong column-order: among equal maxima the first in column order won; search each window row by row
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        j, i = np.unravel_index(np.argmax(window.T), (size, size))
        d_images[n, r * size + i, c * size + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong average: all pixels of a window share the upstream: that is the gradient of average pooling
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        d_images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k] = upstream[n, r, c, k] / size**2
    return d_images


# %% wrong times-the-maximum: the upstream was multiplied by the maximum; the derivative of max with respect to its winner is 1
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        d_images[n, r * size + i, c * size + j, k] = upstream[n, r, c, k] * window[i, j]
    return d_images


# %% wrong channels-together: one winner was chosen for all channels together; each channel is pooled by itself
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c in np.ndindex(upstream.shape[:3]):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size]
        i, j, _ = np.unravel_index(np.argmax(window), window.shape)
        d_images[n, r * size + i, c * size + j] = upstream[n, r, c]
    return d_images


# %% wrong rest-cut-off: the pixels that no window covers are cut off: d_images has the shape of images, with zeros there
def max_pool_backward(images, upstream, size):
    n, rows, cols, channels = upstream.shape
    d_images = np.zeros((n, rows * size, cols * size, channels))
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        i, j = np.unravel_index(np.argmax(window), window.shape)
        d_images[n, r * size + i, c * size + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong winner-swapped: row and column of the winner are swapped: divmod(place, size) is (row, column)
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        j, i = divmod(np.argmax(window), size)
        d_images[n, r * size + i, c * size + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong corner-forgotten: the winner's row and column count from the corner of its window: add r*size and c*size
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        i, j = divmod(np.argmax(window), size)
        d_images[n, i, j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong corner-not-in-pixels: add r*size and c*size, not r and c
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        window = images[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        i, j = divmod(np.argmax(window), size)
        d_images[n, r + i, c + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong overlapping-windows: windows stand side by side: window (r, c) starts at row r*size, column c*size
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        i, j = divmod(np.argmax(images[n, r : r + size, c : c + size, k]), size)
        d_images[n, r + i, c + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong size-of-two: the window was taken as 2×2; its side is `size`
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        i, j = divmod(np.argmax(images[n, 2 * r : 2 * r + 2, 2 * c : 2 * c + 2, k]), 2)
        d_images[n, 2 * r + i, 2 * c + j, k] = upstream[n, r, c, k]
    return d_images


# %% wrong best-from-zero: no pixel here beats 0: start the search from the window's first pixel or from -inf
def max_pool_backward(images, upstream, size):
    d_images = np.zeros(images.shape)
    for n, r, c, k in np.ndindex(upstream.shape):
        best, place = 0, (r * size, c * size)
        for i, j in np.ndindex(size, size):
            if images[n, r * size + i, c * size + j, k] > best:
                best, place = images[n, r * size + i, c * size + j, k], (r * size + i, c * size + j)
        d_images[n, place[0], place[1], k] = upstream[n, r, c, k]
    return d_images
