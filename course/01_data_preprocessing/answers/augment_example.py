# %% right: pad, cut, mirror
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    height, width = image.shape[:2]
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    out = padded[top : top + height, left : left + width]
    if rng.random() < 0.5:
        out = out[:, ::-1]
    return out.copy()


# %% right: mirror first, then copy the part that stays into zeros
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng((index, epoch, seed))
    if rng.integers(2):
        image = image[:, ::-1]
    down, right = (int(rng.integers(-pad, pad, endpoint=True)) for _ in range(2))
    height, width = image.shape[:2]
    moved = np.zeros_like(image)
    rows, columns = slice(max(down, 0), height + min(down, 0)), slice(max(right, 0), width + min(right, 0))
    from_rows, from_columns = slice(max(-down, 0), height - max(down, 0)), slice(max(-right, 0), width - max(right, 0))
    moved[rows, columns] = image[from_rows, from_columns]
    return moved


# %% right: pixel by pixel, and Python's own generator seeded by a text
import random


def augment_example(image, pad, seed, epoch, index):
    draw = random.Random(f"{seed}/{epoch}/{index}")
    top, left, mirrored = draw.randint(-pad, pad), draw.randint(-pad, pad), draw.random() < 0.5
    height, width, _ = image.shape
    out = np.zeros(image.shape, dtype=image.dtype)
    for r in range(height):
        for c in range(width):
            from_row, from_column = r + top, c + left
            if 0 <= from_row < height and 0 <= from_column < width:
                out[r, width - 1 - c if mirrored else c] = image[from_row, from_column]
    return out


# %% right: a seed sequence and one number for all versions
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, epoch, index])))
    side = 2 * pad + 1
    number = int(rng.integers(2 * side * side))
    mirrored, place = divmod(number, side * side)
    top, left = divmod(place, side)
    padded = np.pad(image, [(pad, pad), (pad, pad), (0, 0)])
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return np.flip(window, axis=1) if mirrored else window


# %% wrong shared-generator: the same arguments gave two results: make the generator inside, from the arguments
generator = np.random.default_rng(0)


def augment_example(image, pad, seed, epoch, index):
    top, left = generator.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if generator.random() < 0.5 else window.copy()


# %% wrong index-forgotten: every image of an epoch got the same draw: `index` must be part of the seed
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong epoch-forgotten: an image looks the same in every epoch: `epoch` must be part of the seed
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong seed-forgotten: two seeds gave the same versions: `seed` must be part of the seed
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong numbers-added: image 4 in epoch 1 got the draws of image 5 in epoch 0: don't add the numbers up, pass all three as a list
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng(seed + epoch + index)
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong numbers-weighted: image 0 in epoch 1 got the draws of image 1000 in epoch 0: pass all three numbers as a list
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng(1_000_000 * seed + 1_000 * epoch + index)
    height, width = image.shape[:2]
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    top, left = rng.integers(0, 2 * pad + 1, 2)
    window = padded[top : top + height, left : left + width]
    return window[:, ::-1] if rng.random() < 0.5 else window


# %% wrong upper-end-missing: some offsets never come up: 0 to 2 * pad are all possible, and integers() leaves out its upper end
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, max(2 * pad, 1), size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong one-offset: the row and the column offset are always the same: draw two numbers
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    offset = rng.integers(0, 2 * pad + 1)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    if rng.random() < 0.5:
        padded = padded[:, ::-1]
        return padded[offset : offset + image.shape[0], 2 * pad - offset : 2 * pad - offset + image.shape[1]].copy()
    return padded[offset : offset + image.shape[0], offset : offset + image.shape[1]].copy()


# %% wrong upside-down: the image is upside down: mirror left to right, which turns the columns
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong colours-turned: the colours are turned round: axis 1 is the column, axis 2 the colour
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, :, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong rolled: pixels that leave on one side come back on the other; fill with zeros
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    moved = np.roll(image, rng.integers(-pad, pad + 1, size=2), axis=(0, 1))
    return moved[:, ::-1].copy() if rng.random() < 0.5 else moved


# %% wrong edge-copied: the border is filled with copies of the edge; fill with zeros
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)), mode="edge")
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong never-mirrored: no image is mirrored, or every one: mirror with probability one half
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    return padded[top : top + image.shape[0], left : left + image.shape[1]].copy()


# %% wrong not-cut: cut a window of the old size out of the padded image
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))[top:, left:]
    return padded[:, ::-1].copy() if rng.random() < 0.5 else padded.copy()


# %% wrong floats: the dtype must stay uint8, received float64
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    height, width, colours = image.shape
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.zeros((height + 2 * pad, width + 2 * pad, colours))
    padded[pad : pad + height, pad : pad + width] = image
    window = padded[top : top + height, left : left + width]
    return window[:, ::-1].copy() if rng.random() < 0.5 else window.copy()


# %% wrong in-place: the argument was changed in place
def augment_example(image, pad, seed, epoch, index):
    rng = np.random.default_rng([seed, epoch, index])
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    padded = np.pad(image, ((pad, pad), (pad, pad), (0, 0)))
    window = padded[top : top + image.shape[0], left : left + image.shape[1]]
    image[:] = window[:, ::-1] if rng.random() < 0.5 else window
    return image
