"""Imported before anything that reads notebooks: what jsonschema could bring along, but no notebook's schema asks for, stays out.

jsonschema takes `rfc3987_syntax` where it is installed, which parses 39 grammars at import to check the format "iri": more than
a second, in each process. A None among the modules is Python's own way to say that a module is not to be had.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
