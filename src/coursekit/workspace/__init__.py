"""The learner's folder: released notebooks, a home page, nbgrader's settings; what a learner wrote is never overwritten."""
