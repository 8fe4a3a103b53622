"""Recall interviews as they are kept: who may read what of them is decided here, on every way to them."""
