"""Preparing a recall interview: who looks back at what, how it is shown, which moments are planned, and may it be."""
