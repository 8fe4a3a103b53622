"""Bringing in the sound of an interview, and lining it up."""

from __future__ import annotations


def bring_sound(desk: object, one: object) -> None:
    """Later."""
