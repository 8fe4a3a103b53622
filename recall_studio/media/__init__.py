"""Recordings analysed without a player: probe, index, fingerprint, join. No function takes a path, only a reader.

Nothing heavy is imported here: `av` and numpy come with `opening`, `frames` and `probing`, which callers import late.
"""
