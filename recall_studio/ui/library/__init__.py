"""Gesprekken: the library of conversations and recordings."""
