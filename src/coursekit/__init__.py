"""coursekit: a deep-learning curriculum that a company runs itself.

A lesson imports the rooms that it needs (``from coursekit import checks, datasets``). Importing the
package itself loads nothing: no backend, no NumPy.
"""

__version__ = "0.1.0"
