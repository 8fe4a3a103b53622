"""Coders and rounds: who codes, which round it is, and how everybody stands in it."""
