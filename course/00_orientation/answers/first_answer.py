# %% right: largest less smallest
def first_answer(numbers):
    return max(numbers) - min(numbers)


# %% right: one loop
def first_answer(numbers):
    low = high = numbers[0]
    for number in numbers[1:]:
        if number < low:
            low = number
        if number > high:
            high = number
    return high - low


# %% right: sorted copy
def first_answer(numbers):
    ordered = sorted(numbers)
    return ordered[-1] - ordered[0]


# %% right: NumPy's peak to peak
def first_answer(numbers):
    return np.ptp(numbers)


# %% wrong largest-alone: that is the largest number alone; the span is the largest less the smallest
def first_answer(numbers):
    return max(numbers)


# %% wrong turned-round: that is the smallest less the largest: a span is never negative
def first_answer(numbers):
    return min(numbers) - max(numbers)


# %% wrong last-less-first: that is the last number less the first; the numbers come in any order
def first_answer(numbers):
    return numbers[-1] - numbers[0]


# %% wrong first-less-last: that is the first number less the last; the numbers come in any order
def first_answer(numbers):
    return numbers[0] - numbers[-1]


# %% wrong search-from-zero: no number here is above 0: begin the search with the first number, not with 0
def first_answer(numbers):
    largest, smallest = 0, numbers[0]
    for number in numbers:
        largest, smallest = max(largest, number), min(smallest, number)
    return largest - smallest


# %% wrong signs-dropped: the signs were dropped: -8 is smaller than -3
def first_answer(numbers):
    return abs(max(numbers)) - abs(min(numbers))


# %% wrong printed: returned None: is there a `return`?
def first_answer(numbers):
    print(max(numbers) - min(numbers))


# %% wrong sorted-in-place: the argument was changed in place
def first_answer(numbers):
    numbers.sort()
    return numbers[-1] - numbers[0]
