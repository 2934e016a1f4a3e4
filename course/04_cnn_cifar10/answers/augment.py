# %% right: image by image
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% right: one fancy index, no loop
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    flips = rng.integers(0, 2, size=count).astype(bool)
    tops = rng.integers(0, 2 * pad, size=count, endpoint=True)
    lefts = rng.integers(0, 2 * pad, size=count, endpoint=True)
    rows = tops[:, None] + np.arange(height)
    columns = lefts[:, None] + np.where(flips[:, None], np.arange(width)[::-1], np.arange(width))
    return padded[np.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]]

# %% right: flip first, then crop from a window view
def augment(images, pad, seed):
    generator = np.random.RandomState(seed)
    images = np.asarray(images)
    flipped = np.where(generator.rand(len(images), 1, 1, 1) < 0.5, images[:, :, ::-1], images)
    height, width = images.shape[1:3]
    padded = np.pad(flipped, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(1, 2))
    tops, lefts = generator.randint(0, 2 * pad + 1, size=(2, len(images)))
    return windows[np.arange(len(images)), tops, lefts].transpose(0, 2, 3, 1)

# %% right: the random module and shifted copies
def augment(images, pad, seed):
    import random

    generator = random.Random(seed)
    height, width = images.shape[1:3]
    result = []
    for image in images:
        canvas = np.zeros((height + 2 * pad, width + 2 * pad, image.shape[2]), image.dtype)
        top, left = generator.randint(0, 2 * pad), generator.randint(0, 2 * pad)
        canvas[top : top + height, left : left + width] = image
        moved = canvas[pad : pad + height, pad : pad + width]
        result.append(np.fliplr(moved) if generator.choice([True, False]) else moved)
    return np.stack(result)

# %% wrong one-draw-for-the-batch: draw for each image, not once for the whole batch
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    top, left = rng.integers(0, 2 * pad + 1, size=2)
    crop = padded[:, top : top + height, left : left + width]
    return crop[:, :, ::-1].copy() if rng.random() < 0.5 else crop

# %% wrong upside-down: an image came out upside down: mirror left to right, axis 2 of the batch (axis 1 of one image)
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong last-offset-never: the last offset never comes up
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, max(2 * pad, 1), size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong changes-its-input: the argument was changed in place
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        images[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return images

# %% wrong dtype-lost: keep the dtype
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, channels = images.shape
    padded = np.zeros((count, height + 2 * pad, width + 2 * pad, channels))
    padded[:, pad : pad + height, pad : pad + width] = images
    result = np.zeros(images.shape)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong rolled-round: pixels pushed out on one side came back on the other
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    result = np.empty_like(images)
    for index, image in enumerate(images):
        down, right = rng.integers(-pad, pad + 1, size=2)
        moved = np.roll(image, (down, right), axis=(0, 1))
        result[index] = moved[:, ::-1] if rng.random() < 0.5 else moved
    return result

# %% wrong border-repeated: pad with zeros
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge")
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong still-padded: crop back to the size that came in
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    flips = rng.random(len(images)) < 0.5
    return np.where(flips[:, None, None, None], padded[:, :, ::-1], padded)

# %% wrong every-image-flipped: flip about half of the images
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        result[index] = padded[index, top : top + height, left : left + width][:, ::-1]
    return result

# %% wrong diagonal-moves-only: draw the two offsets independently
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        offset = rng.integers(0, 2 * pad + 1)
        crop = padded[index, offset : offset + height, offset : offset + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong unseeded: the same seed gave two different results
def augment(images, pad, seed):
    rng = np.random.default_rng()
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong same-every-time: two seeds gave the same result
def augment(images, pad, seed):
    rng = np.random.default_rng(0)
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(len(images)):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong channels-reversed: the channels were reversed: axis 2 of the batch is axis 1 of one image
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, :, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong one-coin-for-the-batch: all or none were mirrored: toss a coin for each image
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    coin = rng.random()
    result = np.empty_like(images)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if coin < 0.5 else crop
    return result

# %% wrong border-reflected: pad with zeros: here the image was reflected at its border
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="reflect")
    result = np.empty_like(images)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return result

# %% wrong a-list-of-images: return one array, not a list
def augment(images, pad, seed):
    rng = np.random.default_rng(seed)
    count, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.empty_like(images)
    for index in range(count):
        top, left = rng.integers(0, 2 * pad + 1, size=2)
        crop = padded[index, top : top + height, left : left + width]
        result[index] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return list(result)
