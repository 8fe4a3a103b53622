"""What is seen: the window. `app.py` puts it together; nothing below knows it."""
