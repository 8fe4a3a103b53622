"""Coderen: the coding workspace. `coding.py` holds the moments and verbs; the views listen to it."""
