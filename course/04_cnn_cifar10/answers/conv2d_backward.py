# %% right: loop over positions
def conv2d_backward(images, kernels, upstream):
    kernel_height, kernel_width = kernels.shape[:2]
    rows, columns = upstream.shape[1:3]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row in range(rows):
        for column in range(columns):
            here = np.s_[:, row : row + kernel_height, column : column + kernel_width]
            arriving = upstream[:, row, column]  # (N, F)
            d_kernels += np.tensordot(images[here], arriving, axes=(0, 0))
            d_images[here] += np.tensordot(arriving, kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% right: loop over kernel offsets
def conv2d_backward(images, kernels, upstream):
    kh, kw, _, _ = kernels.shape
    _, rows, cols, _ = upstream.shape
    d_images = np.zeros(images.shape)
    d_kernels = np.zeros(kernels.shape)
    for i, j in np.ndindex(kh, kw):
        d_kernels[i, j] = np.einsum("nrcd,nrcf->df", images[:, i : i + rows, j : j + cols], upstream)
        d_images[:, i : i + rows, j : j + cols] += upstream @ kernels[i, j].T
    d_bias = np.einsum("nrcf->f", upstream)
    return d_images, d_kernels, d_bias


# %% right: full correlation with the flipped kernel
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    view = np.lib.stride_tricks.sliding_window_view
    around = np.pad(upstream, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    d_images = np.einsum("nrcfij,ijdf->nrcd", view(around, (kh, kw), axis=(1, 2)), kernels[::-1, ::-1])
    d_kernels = np.einsum("nrcdij,nrcf->ijdf", view(images, (kh, kw), axis=(1, 2)), upstream)
    return [d_images, d_kernels, upstream.reshape(-1, upstream.shape[-1]).sum(axis=0)]


# %% right: transposed matrix products
def conv2d_backward(images, kernels, upstream):
    kh, kw, channels, filters = kernels.shape
    n, rows, cols, _ = upstream.shape
    index = np.arange(images[0].size).reshape(images.shape[1:])
    windows = np.lib.stride_tricks.sliding_window_view(index, (kh, kw), axis=(0, 1))
    places = windows.transpose(0, 1, 3, 4, 2).reshape(rows * cols, -1)
    flat_upstream = upstream.reshape(n, rows * cols, filters)
    d_images, d_kernels = np.zeros((n, images[0].size)), 0
    for image, gradient, flat in zip(images, d_images, flat_upstream):
        d_kernels = d_kernels + image.ravel()[places].T @ flat
        np.add.at(gradient, places, flat @ kernels.reshape(-1, filters).T)
    return d_images.reshape(images.shape), d_kernels.reshape(kernels.shape), flat_upstream.sum((0, 1))


# %% right: plain Python, one product after the other
def conv2d_backward(images, kernels, upstream):
    d_images, d_kernels = np.zeros_like(images, dtype=float), np.zeros_like(kernels, dtype=float)
    d_bias = [0.0] * kernels.shape[3]
    for n, r, c, f in np.ndindex(upstream.shape):
        d_bias[f] += upstream[n, r, c, f]
        for i, j, d in np.ndindex(kernels.shape[:3]):
            d_kernels[i, j, d, f] += images[n, r + i, c + j, d] * upstream[n, r, c, f]
            d_images[n, r + i, c + j, d] += kernels[i, j, d, f] * upstream[n, r, c, f]
    return d_images, d_kernels, d_bias


# %% wrong not-flipped: in d_images the kernel is turned by 180 degrees: weight (i, j) sends to pixel (row + i, column + j)
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    view = np.lib.stride_tricks.sliding_window_view
    around = np.pad(upstream, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    d_images = np.einsum("nrcfij,ijdf->nrcd", view(around, (kh, kw), axis=(1, 2)), kernels)
    d_kernels = np.einsum("nrcdij,nrcf->ijdf", view(images, (kh, kw), axis=(1, 2)), upstream)
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong overwritten: a later window overwrote what an earlier one left in d_images: add with +=, windows overlap
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] = np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong batch-averaged: d_kernels and d_bias were divided by the number of images; that 1/N, if any, is in the upstream already
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels / len(images), upstream.sum(axis=(0, 1, 2)) / len(images)


# %% wrong bias-averaged: d_bias is a mean here; the bias is added at every position of every image, so it collects their sum
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.mean(axis=(0, 1, 2))


# %% wrong bias-per-position: d_bias is summed over the images only; one bias serves all rows and columns too
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.sum(axis=0)


# %% wrong one-image-only: d_kernels comes from the last image alone: one kernel serves all images, so their shares add up
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images = np.zeros(images.shape)
    for n in range(len(images)):
        d_kernels = np.zeros(kernels.shape)
        for row, column in np.ndindex(upstream.shape[1:3]):
            here = np.s_[n, row : row + kh, column : column + kw]
            d_kernels += images[here][..., None] * upstream[n, row, column]
            d_images[here] += kernels @ upstream[n, row, column]
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong kernel-gradient-flipped: d_kernels is turned by 180 degrees: weight (i, j) met the pixels (row + i, column + j)
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels[::-1, ::-1], upstream.sum(axis=(0, 1, 2))


# %% wrong upstream-left-out: the upstream is missing: every local derivative is multiplied by the upstream of its output
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    ones = np.ones(upstream.shape)
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], ones[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(ones[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, ones.sum(axis=(0, 1, 2))


# %% wrong images-cropped: d_images has lost its border: every pixel under a window gets a gradient, so keep the shape of images
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    rows, columns = upstream.shape[1:3]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(rows, columns):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images[:, :rows, :columns], d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong order-swapped: the gradients come in the wrong order: return d_images, d_kernels, d_bias
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_kernels, d_images, upstream.sum(axis=(0, 1, 2))


# %% wrong kernel-gradient-overwritten: a later window overwrote what an earlier one left in d_kernels: add with +=, a weight serves every window
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels = np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong all-overwritten: a later window overwrote what an earlier one left in all three gradients: add with +=
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images = np.zeros(images.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels = np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] = np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
        d_bias = upstream[:, row, column].sum(axis=0)
    return d_images, d_kernels, d_bias


# %% wrong all-averaged: all three were divided by the number of images; that 1/N, if any, is in the upstream already
def conv2d_backward(images, kernels, upstream):
    upstream = upstream / len(images)
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 3))
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))


# %% wrong filters-met-channels: in d_images the filters met the channel axis of kernels; add up over its last axis, the filters
def conv2d_backward(images, kernels, upstream):
    kh, kw = kernels.shape[:2]
    d_images, d_kernels = np.zeros(images.shape), np.zeros(kernels.shape)
    for row, column in np.ndindex(upstream.shape[1:3]):
        here = np.s_[:, row : row + kh, column : column + kw]
        d_kernels += np.tensordot(images[here], upstream[:, row, column], axes=(0, 0))
        d_images[here] += np.tensordot(upstream[:, row, column], kernels, axes=(1, 2))
    return d_images, d_kernels, upstream.sum(axis=(0, 1, 2))
