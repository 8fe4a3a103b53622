"""What the palette can find: commands, codes, the moments of the open recording, recordings and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.study import PersonRole, role_in_words
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, language
from recall_studio.store import access, conversations
from recall_studio.ui.commands.command import counts_at
from recall_studio.ui.key_choices import key_shown
from recall_studio.ui.palette import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recall_studio.ui.commands.command import Command
    from recall_studio.ui.desk import Desk

MOST_MOMENTS = 2000
"""More would make the palette slow to open; the moments table filters all of them."""


def entries(desk: Desk, commands: Sequence[Command]) -> list[Entry]:
    """Everything that can be found now."""
    return [*_commands(desk, commands), *_codes(desk), *_recordings(desk), *_people(desk), *_moments(desk)]


def _commands(desk: Desk, commands: Sequence[Command]) -> Iterator[Entry]:
    for command in commands:
        if command.when(desk) and counts_at(command, desk.place):
            key = key_shown(command, desk.preferences.settings)
            yield Entry(command.words, "", _bound(command.run, desk), key=key)


def _codes(desk: Desk) -> Iterator[Entry]:
    if desk.session.recording is not None:
        yield from codes_to_choose(desk, desk.coding.press_code)


def codes_to_choose(desk: Desk, choose: Callable[[str], object]) -> list[Entry]:
    """The codes that are in use; `choose` is told the key of the one that was found."""
    spoken, book = language(), desk.session.codebook
    return [
        Entry(
            code.label.in_language(spoken),
            _("code"),
            _bound(choose, code.key),
            detail="" if code.is_theme else book.theme_of(code.key).label.in_language(spoken),
            key=code.chord,
            colour=code.color or book.theme_of(code.key).color,
        )
        for code in book.on
    ]


def _recordings(desk: Desk) -> Iterator[Entry]:
    for name in access.seen_recordings(desk.session.study, desk.session.member):
        yield Entry(name, _("recording"), _bound(code_recording, desk, name))


def _people(desk: Desk) -> Iterator[Entry]:
    study = desk.session.study
    names = {row["conversation_id"]: row["name"] for row in conversations.recordings(study)}
    for person in conversations.people(study):
        name = names.get(person["conversation_id"])
        if name is not None:
            role = role_in_words(PersonRole(person["role"]))
            yield Entry(person["pseudonym"], role, _bound(code_recording, desk, name), detail=name)


def _moments(desk: Desk) -> Iterator[Entry]:
    for view in desk.coding.views()[:MOST_MOMENTS]:
        yield Entry(
            f"{format_ms(view.start_ms)}  {view.label}",
            _("moment"),
            _bound(desk.coding.go_to, view.id),
            detail=view.note or "",
            colour=view.colour,
        )


def code_recording(desk: Desk, name: str) -> None:
    """Open a recording and code it."""
    desk.session.open_recording(name)
    desk.window.show_workspace("coding")


def _bound(run: Callable[..., object], *given: object) -> Callable[[], None]:
    def do() -> None:
        run(*given)

    return do
