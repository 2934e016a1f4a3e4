"""Says what is missing on this machine and how to mend it: one small function a check."""
