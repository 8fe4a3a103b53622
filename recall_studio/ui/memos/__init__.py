"""Memos in the window: found, read, written."""
