"""Why each point was given: an append-only table beside the gradebook, each row bound to the one before it by a hash.

Reading order: table, chain, anchor, audit.
"""
