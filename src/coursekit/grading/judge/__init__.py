"""The judge: test cells run in a trusted process, the learner's cells in a contained kernel, plain data in between."""
