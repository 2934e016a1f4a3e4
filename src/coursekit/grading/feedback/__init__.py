"""What a learner is told, and how a submission is made safe to look at.

The feedback page shows points, reasons, mends and misconceptions in the learner's language, never the hidden part of a
test, and runs nothing: whatever a submission carries is cleaned by nh3 and fenced in by a content security policy.
"""
