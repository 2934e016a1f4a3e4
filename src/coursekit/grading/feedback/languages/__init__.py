"""The sentences of the feedback, one file a language; lessons' own text stays as it is written."""
