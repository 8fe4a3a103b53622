"""Sound and picture: the `Engine` protocol, the engines behind it, stills, and the player that joins them.

Nothing heavy is imported here. Qt only in `qt_*.py`, libVLC only in `vlc.py`; `ENGINES` in `choosing.py` lists all.
"""
