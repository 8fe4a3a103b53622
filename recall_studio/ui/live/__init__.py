"""Watching along live: the clock in the place of the picture, its commands, and the page that adds a conversation."""
