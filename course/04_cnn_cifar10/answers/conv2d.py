# %% right: loop over positions
def conv2d(images, kernels, bias, stride=1, padding=0):
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows = (padded.shape[1] - kernel_height) // stride + 1
    columns = (padded.shape[2] - kernel_width) // stride + 1
    output = np.empty((len(images), rows, columns, filters))
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            patch = padded[:, top : top + kernel_height, left : left + kernel_width]
            output[:, row, column] = np.tensordot(patch, kernels, axes=3) + bias
    return output


# %% right: plain Python, every multiplication by itself
def conv2d(images, kernels, bias, stride=1, padding=0):
    n, height, width, channels = images.shape
    kh, kw, _, filters = kernels.shape

    def pixel(image, row, column, channel):
        inside = 0 <= row < height and 0 <= column < width
        return image[row, column, channel] if inside else 0.0

    return [
        [
            [
                [
                    bias[f]
                    + sum(
                        pixel(image, r * stride + i - padding, c * stride + j - padding, k) * kernels[i, j, k, f]
                        for i in range(kh)
                        for j in range(kw)
                        for k in range(channels)
                    )
                    for f in range(filters)
                ]
                for c in range((width + 2 * padding - kw) // stride + 1)
            ]
            for r in range((height + 2 * padding - kh) // stride + 1)
        ]
        for image in images
    ]


# %% right: sliding windows and einsum
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(images, [(0, 0), ring, ring, (0, 0)]), kernels.shape[:2], axis=(1, 2)
    )
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels) + bias


# %% right: one shifted image per kernel weight
def conv2d(images, kernels, bias, stride=1, padding=0):
    p = np.zeros((images.shape[0], images.shape[1] + 2 * padding, images.shape[2] + 2 * padding, images.shape[3]))
    p[:, padding : padding + images.shape[1], padding : padding + images.shape[2]] = images
    kh, kw = kernels.shape[:2]
    rows, cols = (p.shape[1] - kh) // stride + 1, (p.shape[2] - kw) // stride + 1
    total = bias
    for i, j in np.ndindex(kh, kw):
        total = total + p[:, i : i + stride * rows : stride, j : j + stride * cols : stride] @ kernels[i, j]
    return total


# %% right: scipy correlates each channel
from scipy.signal import correlate2d


def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    return np.stack(
        [
            np.stack(
                [
                    sum(
                        correlate2d(image[..., c], kernels[..., c, f], mode="valid")[::stride, ::stride]
                        for c in range(kernels.shape[2])
                    )
                    + bias[f]
                    for f in range(kernels.shape[3])
                ],
                axis=-1,
            )
            for image in padded
        ]
    )


# %% right: float32 matrix product
def conv2d(images, kernels, bias, stride=1, padding=0):
    x = np.pad(np.asarray(images, dtype="float32"), ((0, 0), (padding,) * 2, (padding,) * 2, (0, 0)))
    kh, kw, channels, filters = kernels.shape
    rows, cols = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    patches = [
        x[:, r * stride : r * stride + kh, c * stride : c * stride + kw].reshape(len(x), -1)
        for r in range(rows)
        for c in range(cols)
    ]
    flat = np.stack(patches, axis=1) @ np.asarray(kernels, dtype="float32").reshape(-1, filters)
    return flat.reshape(len(x), rows, cols, filters) + np.asarray(bias, dtype="float32")


# %% wrong flipped: the kernel is turned by 180 degrees; a layer multiplies pixel (i, j) of the patch by weight (i, j)
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels[::-1, ::-1]) + bias


# %% wrong bias-forgotten: the bias is missing: each filter adds its own
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels)


# %% wrong bias-per-weight: the bias was added once for every product; it is added once to their sum
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    kh, kw, channels, filters = kernels.shape
    rows, cols = (padded.shape[1] - kh) // stride + 1, (padded.shape[2] - kw) // stride + 1
    output = np.zeros((len(images), rows, cols, filters))
    for r, c in np.ndindex(rows, cols):
        patch = padded[:, r * stride : r * stride + kh, c * stride : c * stride + kw]
        output[:, r, c] = (patch[..., None] * kernels + bias).sum(axis=(1, 2, 3))
    return output


# %% wrong first-channel-only: only the first channel counts here; the sum runs over all channels
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded[..., 0], kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcij,ijf->nrcf", windows[:, ::stride, ::stride], kernels[:, :, 0]) + bias


# %% wrong channels-averaged: the channels were averaged; the sum runs over all channels
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels) / kernels.shape[2] + bias


# %% wrong filters-scrambled: the filters are mixed up: the last axis of kernels counts them, so reshape(filters, ...) cuts across them
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    windows = windows[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)
    flat = windows.reshape(*windows.shape[:3], -1)
    return flat @ kernels.reshape(kernels.shape[3], -1).T + bias


# %% wrong padded-at-the-end-only: the zeros are on one side only; padding goes around the whole image
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (0, padding), (0, padding), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels) + bias


# %% wrong edge-repeated: the border pixels are repeated into the padding; here padding means zeros
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)], mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels) + bias


# %% wrong stride-ignored: the stride is ignored: the window moves by `stride` pixels, down and across
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows, kernels) + bias


# %% wrong rows-and-columns-swapped: rows and columns are swapped: the axes are (image, row, column, filter)
def conv2d(images, kernels, bias, stride=1, padding=0):
    ring = (padding, padding)
    padded = np.pad(images, [(0, 0), ring, ring, (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nrcdij,ijdf->ncrf", windows[:, ::stride, ::stride], kernels) + bias


# %% wrong keras-same: the output has the size of the input, as in Keras's padding='same'; with padding 0 the window stays inside
def conv2d(images, kernels, bias, stride=1, padding=0):
    kh, kw = kernels.shape[:2]
    around = [(0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2), (0, 0)]
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(images, around), (kh, kw), axis=(1, 2))
    return np.einsum("nrcdij,ijdf->nrcf", windows[:, ::stride, ::stride], kernels) + bias


# %% wrong stride-not-in-the-slice: r counts windows, not pixels: the patch of window (r, c) starts at row r*stride, column c*stride
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    kh, kw, _, filters = kernels.shape
    rows, cols = (padded.shape[1] - kh) // stride + 1, (padded.shape[2] - kw) // stride + 1
    output = np.zeros((len(images), rows, cols, filters))
    for r, c in np.ndindex(rows, cols):
        output[:, r, c] = np.tensordot(padded[:, r : r + kh, c : c + kw], kernels, axes=3) + bias
    return output


# %% wrong first-image-only: only the first image was used; each image has its own output
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images[0], ((padding, padding), (padding, padding), (0, 0)))
    kh, kw, _, filters = kernels.shape
    rows, cols = (padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1
    output = np.zeros((len(images), rows, cols, filters))
    for r, c in np.ndindex(rows, cols):
        patch = padded[r * stride : r * stride + kh, c * stride : c * stride + kw]
        output[:, r, c] = np.tensordot(patch, kernels, axes=3) + bias
    return output


# %% wrong images-added-up: the images were added up; each image has its own output
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    kh, kw, _, filters = kernels.shape
    rows, cols = (padded.shape[1] - kh) // stride + 1, (padded.shape[2] - kw) // stride + 1
    output = np.zeros((len(images), rows, cols, filters))
    for r, c, f in np.ndindex(rows, cols, filters):
        patch = padded[:, r * stride : r * stride + kh, c * stride : c * stride + kw]
        output[:, r, c, f] = np.sum(patch * kernels[..., f]) + bias[f]
    return output


# %% wrong height-and-width-swapped: height and width of the kernel are swapped: kernels has the axes (row, column, channel, filter)
def conv2d(images, kernels, bias, stride=1, padding=0):
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    kw, kh, _, filters = kernels.shape
    rows, cols = (padded.shape[1] - kh) // stride + 1, (padded.shape[2] - kw) // stride + 1
    output = np.zeros((len(images), rows, cols, filters))
    for r, c in np.ndindex(rows, cols):
        patch = padded[:, r * stride : r * stride + kh, c * stride : c * stride + kw]
        output[:, r, c] = patch.reshape(len(images), -1) @ kernels.reshape(-1, filters) + bias
    return output
