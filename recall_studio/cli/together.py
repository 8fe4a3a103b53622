"""Commands by which two coders on two computers bring their work together: assign, share, collect."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.coding import Coder
from recall_studio.cli.desk import Desk, command, table
from recall_studio.cli.studying import StudyPath, counted
from recall_studio.domain.words import _, decimal, in_words, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recall_studio.domain.packages import Choice
    from recall_studio.edits.collecting import Collected, Look

app = typer.Typer()


class Differing(StrEnum):
    """What becomes of moments whose code is another one here."""

    MINE = "mine"
    PROVISIONAL = "provisional"
    SKIP = "skip"


class Missing(StrEnum):
    """What becomes of moments whose code is not here."""

    PROVISIONAL = "provisional"
    SKIP = "skip"


@command(app, "assign", _("Prepare a study for a colleague: one file, without the work of other coders."))
def assign(
    desk: Desk,
    study: StudyPath,
    coder: Coder,
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to make."))],
    recording: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help=_("A recording that goes along; else all that may."))
    ] = None,
    without_media: Annotated[bool, typer.Option("--without-media", help=_("Leave the recordings out."))] = False,
) -> None:
    """Assign recordings to a coder."""
    from recall_studio.exchange.assigning import assign_study

    with desk.study(study) as opened:
        done = assign_study(
            opened,
            coder=coder,
            to=to,
            recordings=recording or None,
            with_media=not without_media,
            progress=desk.progress,
        )
    desk.notices += done.notices
    row = {"file": str(to), "coder": coder, "recordings": list(done.recordings)}
    line = ngettext(
        "Prepared for {coder} as “{file}”: {n} recording, {mb} MB.",
        "Prepared for {coder} as “{file}”: {n} recordings, {mb} MB.",
        len(done.recordings),
        coder=coder,
        file=to,
        mb=decimal(done.size_bytes / 1e6),
    )
    desk.show("assigned", [row | {"media": done.media, "size_bytes": done.size_bytes}], [line])


@command(app, "share", _("Write your coding work into one file, for a colleague to fetch."))
def share(
    desk: Desk,
    study: StudyPath,
    to: Annotated[Path, typer.Option(metavar="FILE", help=_("The file to make."))],
) -> None:
    """Share the acting member's coding."""
    from recall_studio.exchange.coder_package import share_coding

    with desk.study(study) as opened:
        coder = opened.acting.code
        done = share_coding(opened, to=to, progress=desk.progress)
    desk.notices += done.notices
    row = {"file": str(to), "coder": coder, "moments": done.moments, "ranges": done.ranges}
    line = _(
        "The work of {coder} is in “{file}”: {moments}, {others} other rows.",
        coder=coder,
        file=to,
        moments=counted(done.moments),
        others=done.ranges + done.marks + done.memos,
    )
    rest = {"marks": done.marks, "memos": done.memos, "size_bytes": done.size_bytes}
    desk.show("shared", [row | rest], [line])


@command(app, "collect", _("Fetch the coding work of a colleague from a file."))
def collect(
    desk: Desk,
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A file made with “share”."))],
    preview: Annotated[bool, typer.Option("--preview", help=_("Only say what would change."))] = False,
    codes: Annotated[
        Differing | None, typer.Option(help=_("What becomes of moments whose code is another one here."))
    ] = None,
    new_codes: Annotated[
        Missing | None, typer.Option(help=_("What becomes of moments whose code is not in this codebook."))
    ] = None,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("What was changed here too becomes as in the file; else it stays."))
    ] = False,
) -> None:
    """Collect a coder package."""
    from recall_studio.edits.collecting import collect_package, look_at_package
    from recall_studio.exchange.coder_package import read_package

    with desk.study(study) as opened:
        package = read_package(file, study=opened.facts().id, key=opened.key)
        look = opened.perform(look_at_package, package=package)
        choices = _choices(look, codes, new_codes)
        if choices:
            look = opened.perform(look_at_package, package=package, choices=choices)
        if preview:
            _show_look(desk, look)
            return
        chosen = [entry.id for entry in look.entries] if theirs else []
        done = opened.perform(collect_package, package=package, choices=choices, theirs=chosen, progress=desk.progress)
    desk.notices += done.notices
    desk.show("collected", [_row(done, package.code)], [_line(done, package.code)])


def _choices(look: Look, codes: Differing | None, new_codes: Missing | None) -> Mapping[str, Choice]:
    """What was chosen for each code that is another one here, or none here."""
    from recall_studio.domain.packages import Choice

    said = {one.key: codes if one.here is not None else new_codes for one in look.undecided}
    return {key: Choice(choice.value) for key, choice in said.items() if choice is not None}


def _show_look(desk: Desk, look: Look) -> None:
    """Counts by table and fate; and the codes that are others here."""
    desk.notices += look.notices
    if look.undecided:
        keys = in_words([one.key for one in look.undecided])
        desk.notices.append(_("These codes are others in this study than in the package: {keys}.", keys=keys))
    rows: list[dict[str, Any]] = [
        {"table": name, **{fate.value: times for fate, times in sorted(counts.items())}}
        for name, counts in look.counts.items()
        if counts
    ]
    shown = [
        [_table_words(name), _fate_words(fate.value), times]
        for name, counts in look.counts.items()
        for fate, times in sorted(counts.items())
    ]
    nothing = [_("Fetching it changes nothing.")] if look.changes_nothing else []
    if look.blind:
        desk.notices.append(_("The round is blind: what comes in is seen once the round is over."))
    desk.show("preview", rows, [*table(shown, (_("What"), _("What becomes of it"), _("Rows"))), *nothing])


def _table_words(name: str) -> str:
    return {
        "annotation": _("moments"),
        "coded_range": _("coded ranges"),
        "discuss_mark": _("discuss marks"),
        "memo": _("memos"),
    }[name]


def _fate_words(fate: str) -> str:
    return {
        "added": _("comes in"),
        "changed": _("changes"),
        "removed": _("goes"),
        "same": _("is here already"),
        "different": _("was changed here too, and stays"),
        "left_out": _("stays out"),
    }[fate]


def _row(done: Collected, coder: str) -> dict[str, Any]:
    counts = {name: getattr(done, name) for name in ("added", "changed", "removed", "different", "left_out")}
    told: dict[str, Any] = {"moments": done.moments, **counts}
    return {"coder": coder, **(dict.fromkeys(told) if done.blind else told)}


def _line(done: Collected, coder: str) -> str:
    from recall_studio.edits.collecting import without_counts

    return without_counts(done, coder) or _(
        "Fetched of {coder}: {added} rows came in, {changed} changed, {removed} went; {moments}.",
        coder=coder,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
        moments=counted(done.moments),
    )
