"""Grading as jobs: each submission is graded by a preloaded worker into a bundle on disk, and one committer merges bundles into the
gradebook. Killed anywhere and started again, the same command ends in the same gradebook.

Reading order: course, names, submissions, versions, template, worker, results, bundle, pool, committer, autograded, grading, commands.
"""
