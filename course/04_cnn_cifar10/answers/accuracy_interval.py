# %% right: centre and half-width
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% right: the two roots of the quadratic
def accuracy_interval(correct, total, z):
    share = correct / total
    roots = np.roots([1 + z**2 / total, -(2 * share + z**2 / total), share**2])
    return tuple(sorted(roots.real))

# %% right: counts instead of shares, as a float32 array
def accuracy_interval(correct, total, z):
    wrong = total - correct
    root = z * np.sqrt(correct * wrong / total + z * z / 4)
    return np.array([correct + z * z / 2 - root, correct + z * z / 2 + root], dtype=np.float32) / np.float32(total + z * z)

# %% right: bisection for the share that lies z deviations away
def accuracy_interval(correct, total, z):
    share = correct / total

    def inside(candidate):
        return total * (share - candidate) ** 2 <= z**2 * candidate * (1 - candidate)

    def edge(outer, inner):
        for _ in range(80):
            middle = (outer + inner) / 2
            outer, inner = (outer, middle) if inside(middle) else (middle, inner)
        return inner

    centre = (correct + z**2 / 2) / (total + z**2)
    return edge(0.0, centre), edge(1.0, centre)

# %% wrong textbook-interval: this is p ± z√(p(1−p)/n)
def accuracy_interval(correct, total, z):
    share = correct / total
    half_width = z * math.sqrt(share * (1 - share) / total)
    return share - half_width, share + half_width

# %% wrong clipped-textbook-interval: this is p ± z√(p(1−p)/n)
def accuracy_interval(correct, total, z):
    share = correct / total
    half_width = z * math.sqrt(share * (1 - share) / total)
    return max(0.0, share - half_width), min(1.0, share + half_width)

# %% wrong centre-not-moved: the centre is not p
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return share - half_width, share + half_width

# %% wrong not-divided: divide both the centre and the half-width by 1 + z²/n
def accuracy_interval(correct, total, z):
    share = correct / total
    centre = share + z**2 / (2 * total)
    half_width = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% wrong centre-and-half-width: these are the centre and the half-width
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre, half_width

# %% wrong z-built-in: z is an argument
def accuracy_interval(correct, total, z):
    z = 1.96
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% wrong spread-of-one-image: you did not divide the variance by n
def accuracy_interval(correct, total, z):
    share = correct / total
    half_width = z * math.sqrt(share * (1 - share))
    return share - half_width, share + half_width

# %% wrong high-end-first: low end first
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre + half_width, centre - half_width

# %% wrong centre-not-divided: divide the centre by 1 + z²/n as well
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = share + z**2 / (2 * total)
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% wrong half-width-not-divided: divide the half-width by 1 + z²/n as well
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% wrong no-brackets-in-the-centre: z²/(2n) needs brackets in Python
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / 2 * total) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return centre - half_width, centre + half_width

# %% wrong no-brackets-under-the-root: z²/(4n²) needs brackets in Python
def accuracy_interval(correct, total, z):
    share = correct / total
    denominator = 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / denominator
    half_width = z / denominator * math.sqrt(share * (1 - share) / total + z**2 / 4 * total**2)
    return centre - half_width, centre + half_width
