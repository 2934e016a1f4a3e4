"""Right answers in unusual form: what an honest learner hands in deserves full marks however it is written."""
