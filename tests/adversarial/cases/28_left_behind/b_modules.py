# %% last
import builtins
import sys

import coursekit.checks
import matplotlib
import numpy

builtins.LEFT_BEHIND = numpy.LEFT_BEHIND = coursekit.checks.LEFT_BEHIND = matplotlib.LEFT_BEHIND = "@TOKEN@"
sys.modules["left_behind"] = sys
matplotlib.rcParams["figure.facecolor"] = "red"
numpy.random.seed(1)
