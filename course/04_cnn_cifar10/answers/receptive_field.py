# %% right: walk from the input
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size


# %% right: walk back from one output
def receptive_field(layers):
    size = 1
    for kernel, stride in reversed(list(layers)):
        size = (size - 1) * stride + kernel
    return size


# %% right: sum with a product of earlier strides
import math


def receptive_field(layers):
    strides = [stride for _, stride in layers]
    return 1 + sum((kernel - 1) * math.prod(strides[:depth]) for depth, (kernel, _) in enumerate(layers))


# %% right: recursion
def receptive_field(layers):
    if len(layers) == 0:
        return 1
    (kernel, stride), *deeper = layers
    return (receptive_field(deeper) - 1) * stride + kernel


# %% right: collect the pixels
def receptive_field(layers):
    seen = {0}
    for kernel, stride in layers[::-1]:
        seen = {output * stride + offset for output in seen for offset in range(kernel)}
    return max(seen) - min(seen) + 1


# %% wrong kernels-summed: the kernel sizes were added up; neighbouring windows overlap, so a layer adds only kernel - 1
def receptive_field(layers):
    return sum(kernel for kernel, _ in layers) or 1


# %% wrong strides-ignored: the strides are ignored: after a stride of 2, one step of a later kernel is 2 pixels of the image
def receptive_field(layers):
    return 1 + sum(kernel - 1 for kernel, _ in layers)


# %% wrong own-stride-too-early: a layer's own stride was used for its own kernel; it spreads only the layers after it
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        jump *= stride
        size += (kernel - 1) * jump
    return size


# %% wrong from-the-wrong-end: the layers were walked from the wrong end: the list begins at the image
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride in reversed(layers):
        size += (kernel - 1) * jump
        jump *= stride
    return size


# %% wrong last-stride-only: only the stride of the layer just before was used; all strides before it multiply
def receptive_field(layers):
    size, before = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * before
        before = stride
    return size


# %% wrong area: that is the area of the field; asked for is its side in pixels
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size**2


# %% wrong starts-at-zero: one pixel is missing: before any layer, one output sees one pixel
def receptive_field(layers):
    size, jump = 0, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size


# %% wrong whole-kernel-added: the whole kernel was added to the first pixel; the windows overlap, so a layer adds only kernel - 1
def receptive_field(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        size += kernel * jump
        jump *= stride
    return size
