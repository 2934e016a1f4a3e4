# %% right: loop over positions
def im2col(images, kernel_size, stride=1):
    kernel_height, kernel_width = kernel_size
    n, height, width, channels = images.shape
    rows = (height - kernel_height) // stride + 1
    columns = (width - kernel_width) // stride + 1
    patches = np.empty((n, rows, columns, kernel_height, kernel_width, channels))
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            patches[:, row, column] = images[:, top : top + kernel_height, left : left + kernel_width]
    return patches.reshape(n * rows * columns, -1)


# %% right: sliding windows
def im2col(images, kernel_size, stride=1):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel_size, axis=(1, 2))[:, ::stride, ::stride]
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kernel_size[0] * kernel_size[1] * images.shape[3])


# %% right: list of raveled patches
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    return [
        image[top : top + kh, left : left + kw].ravel()
        for image in images
        for top in range(0, image.shape[0] - kh + 1, stride)
        for left in range(0, image.shape[1] - kw + 1, stride)
    ]


# %% right: one column block per kernel offset
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    last_top, last_left = images.shape[1] - kh, images.shape[2] - kw
    blocks = [
        images[:, i : i + last_top + 1 : stride, j : j + last_left + 1 : stride].reshape(-1, images.shape[3])
        for i in range(kh)
        for j in range(kw)
    ]
    return np.concatenate(blocks, axis=1)


# %% right: fancy indexing in float32
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    tops = np.arange(0, images.shape[1] - kh + 1, stride)
    lefts = np.arange(0, images.shape[2] - kw + 1, stride)
    r = tops[:, None, None, None] + np.arange(kh)[None, None, :, None]
    c = lefts[None, :, None, None] + np.arange(kw)[None, None, None, :]
    return images.astype(np.float32)[:, r, c].reshape(len(images) * len(tops) * len(lefts), -1)


# %% wrong channel-first: inside a row the channel runs slowest here; it must run fastest: kernel row, kernel column, channel
def im2col(images, kernel_size, stride=1):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel_size, axis=(1, 2))[:, ::stride, ::stride]
    return view.reshape(-1, kernel_size[0] * kernel_size[1] * images.shape[3])


# %% wrong transposed: patches stand in columns here; each patch is one row of the matrix
def im2col(images, kernel_size, stride=1):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel_size, axis=(1, 2))[:, ::stride, ::stride]
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kernel_size[0] * kernel_size[1] * images.shape[3]).T


# %% wrong columns-before-rows: the windows are taken column by column; take them as one reads: along a row, then the next row
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    return np.array(
        [
            image[top : top + kh, left : left + kw].ravel()
            for image in images
            for left in range(0, image.shape[1] - kw + 1, stride)
            for top in range(0, image.shape[0] - kh + 1, stride)
        ]
    )


# %% wrong position-before-image: the images alternate; all windows of the first image come first, then those of the second
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    return np.array(
        [
            image[top : top + kh, left : left + kw].ravel()
            for top in range(0, images.shape[1] - kh + 1, stride)
            for left in range(0, images.shape[2] - kw + 1, stride)
            for image in images
        ]
    )


# %% wrong tiles: the windows do not overlap here: they move by `stride`, not by the kernel's size
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    return np.array(
        [
            image[top : top + kh, left : left + kw].ravel()
            for image in images
            for top in range(0, image.shape[0] - kh + 1, kh)
            for left in range(0, image.shape[1] - kw + 1, kw)
        ]
    )


# %% wrong stride-ignored: the stride is ignored: the next window starts `stride` pixels further
def im2col(images, kernel_size, stride=1):
    view = np.lib.stride_tricks.sliding_window_view(images, kernel_size, axis=(1, 2))
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kernel_size[0] * kernel_size[1] * images.shape[3])


# %% wrong last-window-lost: the last window of each row or column is lost: a range ends before its stop
def im2col(images, kernel_size, stride=1):
    kh, kw = kernel_size
    return np.array(
        [
            image[top : top + kh, left : left + kw].ravel()
            for image in images
            for top in range(0, image.shape[0] - kh, stride)
            for left in range(0, image.shape[1] - kw, stride)
        ]
    )


# %% wrong square-only: the kernel's width is taken for its height: kernel_size is (height, width)
def im2col(images, kernel_size, stride=1):
    kw, kh = kernel_size
    view = np.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * images.shape[3])
