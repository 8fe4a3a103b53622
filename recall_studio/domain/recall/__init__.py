"""Recall interviews (nagesprekken): what they are made of, who may read what of them, and their two clocks."""
