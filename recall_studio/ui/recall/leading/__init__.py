"""Leading a recall interview: the viewer's window, the interviewer's panel, and the player between them."""
