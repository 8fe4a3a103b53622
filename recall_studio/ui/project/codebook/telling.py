"""Differences between two states of the codebook, laid out to be read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser

from recall_studio.domain.words import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recall_studio.domain.codebook_changes import Difference
    from recall_studio.ui.tokens import Tokens


def told(found: Iterable[Difference], tokens: Tokens) -> str:
    """Each difference with its fields, what it was struck through and what it becomes below, as HTML."""
    return "".join(_one(difference, tokens) for difference in found)


def _one(difference: Difference, tokens: Tokens) -> str:
    title = escape(difference.label.in_language(language()) or difference.key or _("Exclusive groups"))
    badge = f"<span style='color:{tokens.warning}'>{escape(difference.words)}</span>"
    kind = " · " + escape(_("modifier")) if difference.kind == "modifier" else ""
    lines = "".join(
        f"<tr><td style='color:{tokens.muted}; padding:2px 14px 2px 0'>{escape(field.words)}</td>"
        f"<td style='padding:2px 0'>{_from_to(field.before, field.after, tokens)}</td></tr>"
        for field in difference.fields
    )
    return f"<p style='margin:10px 0 2px 0'><b>{title}</b>{kind} &nbsp; {badge}</p><table>{lines}</table>"


def _from_to(before: str, after: str, tokens: Tokens) -> str:
    was = f"<span style='color:{tokens.muted}; text-decoration:line-through'>{escape(before)}</span>" if before else ""
    becomes = escape(after) if after else f"<span style='color:{tokens.muted}'>–</span>"
    return f"{was}<br>{becomes}" if was else becomes


def reading_pane(name: str) -> QTextBrowser:
    """A field to read in, without a frame of its own."""
    pane = QTextBrowser()
    pane.setProperty("kind", "plain")
    pane.setAccessibleName(name)
    pane.setOpenLinks(False)
    return pane
