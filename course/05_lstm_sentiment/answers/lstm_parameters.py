# %% right: one line
def lstm_parameters(inputs, units, bidirectional=False):
    return 4 * units * (inputs + units + 1) * (2 if bidirectional else 1)


# %% right: the three arrays of the layer, counted
def lstm_parameters(inputs, units, bidirectional=False):
    shapes = [(inputs, 4 * units), (units, 4 * units), (4 * units,)]
    one_way = sum(math.prod(shape) for shape in shapes)
    return one_way + one_way * bidirectional


# %% right: gate by gate in a loop
def lstm_parameters(inputs, units, bidirectional=False):
    total = 0
    for _ in range(8 if bidirectional else 4):
        for _ in range(units):
            total += inputs + units + 1
    return total


# %% wrong no-recurrent-matrix: the recurrent matrix is missing: every gate reads the old h as well
def lstm_parameters(inputs, units, bidirectional=False):
    return 4 * (inputs * units + units) * (1 + bidirectional)


# %% wrong no-bias: the biases are missing: one for each unit of each gate
def lstm_parameters(inputs, units, bidirectional=False):
    return 4 * (inputs + units) * units * (1 + bidirectional)


# %% wrong one-gate: that is one gate of four: input, forget and output gate and the candidate have weights each
def lstm_parameters(inputs, units, bidirectional=False):
    return (inputs + units + 1) * units * (1 + bidirectional)


# %% wrong three-gates: the candidate has weights too: four blocks, not three
def lstm_parameters(inputs, units, bidirectional=False):
    return 3 * (inputs + units + 1) * units * (1 + bidirectional)


# %% wrong two-biases: some libraries keep two biases a gate; Keras's LSTM has one
def lstm_parameters(inputs, units, bidirectional=False):
    return 4 * (inputs + units + 2) * units * (1 + bidirectional)


# %% wrong bidirectional-ignored: bidirectional means two layers with weights of their own: twice as many
def lstm_parameters(inputs, units, bidirectional=False):
    return 4 * (inputs + units + 1) * units


# %% wrong twice-as-wide: two layers of m units are not one layer of 2m: the two directions do not read each other's h
def lstm_parameters(inputs, units, bidirectional=False):
    width = 2 * units if bidirectional else units
    return 4 * (inputs + width + 1) * width
