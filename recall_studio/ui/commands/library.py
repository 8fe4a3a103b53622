"""Commands of the library: code the selected recording, see its consent, find its file again, search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recall_studio.domain.erasing import may_erase
from recall_studio.domain.words import N_
from recall_studio.edits.erasing import Wanted
from recall_studio.ui.commands.command import Command
from recall_studio.ui.commands.in_view import on_shown, shown
from recall_studio.ui.library.workspace import LibraryWorkspace
from recall_studio.ui.project.erasing import ask_to_erase

if TYPE_CHECKING:
    from recall_studio.ui.desk import Desk


def shown_library(desk: Desk) -> LibraryWorkspace | None:
    """The library of this window, if it is there."""
    return shown(desk, LibraryWorkspace)


def _chosen(desk: Desk) -> bool:
    library = shown_library(desk)
    return library is not None and library.row is not None


_do = partial(on_shown, LibraryWorkspace)


def _erase_chosen(desk: Desk) -> None:
    library = shown_library(desk)
    if library is not None and library.row is not None:
        name = library.row.name
        ask_to_erase(desk, Wanted(live=(name,)) if library.row.live else Wanted((name,)), name)


def _may_erase_chosen(desk: Desk) -> bool:
    member = desk.session.member
    return _chosen(desk) and desk.session.study.writable and may_erase(role=member.role, lead=member.lead)


LIBRARY = (
    Command(
        "library.code",
        N_("Code the selected conversation"),
        _do(LibraryWorkspace.code),
        ("Ctrl+Return",),
        "study",
        _chosen,
        workspace="library",
        icon="coding",
    ),
    Command(
        "library.consent",
        N_("Show the consent of the selected conversation"),
        _do(LibraryWorkspace.show_consent),
        ("Ctrl+T",),
        "study",
        _chosen,
        workspace="library",
        icon="check",
    ),
    Command(
        "library.relink",
        N_("Find missing files again in a folder"),
        _do(LibraryWorkspace.find_files),
        (),
        "study",
        lambda desk: desk.session.study.writable and shown_library(desk) is not None,
        icon="folder",
    ),
    Command(
        "library.erase",
        N_("Erase the selected conversation…"),
        _erase_chosen,
        ("Ctrl+Delete",),
        "study",
        _may_erase_chosen,
        workspace="library",
        icon="remove",
    ),
    Command(
        "library.search",
        N_("Search in the conversations"),
        _do(LibraryWorkspace.search),
        ("/", "Ctrl+F"),
        "view",
        workspace="library",
        icon="search",
    ),
)
