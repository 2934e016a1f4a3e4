"""A number of a million digits where the format's version stands: reading it is slow work for an unwary reader."""


def make(submission):
    submission.notebooks.clear()
    submission.files["exercises.ipynb"] = b'{"cells": [], "metadata": {}, "nbformat": ' + b"4" * 1_000_000 + b', "nbformat_minor": 5}'
