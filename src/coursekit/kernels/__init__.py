"""Warm, contained kernels for learners' code.

Containment, in reading order: `limits`, `sandbox` (what is seen), `seccomp` (what may be called), `holding` (bubblewrap),
`entering` and `sealing` (how a process gets in and loses its powers), `starting`, `watching`, `supervisor` (how all of it
becomes one program under watch), `availability` (whether it works here).
"""
