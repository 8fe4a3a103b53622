"""Commands about the study itself: making it, its people and codes, looking after it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recall_studio.cli.desk import Desk, command, table
from recall_studio.domain.errors import Cancelled
from recall_studio.domain.study import SETUP_WORDS, Role, SetupItem, StudyKind
from recall_studio.domain.words import _, decimal, local_time, ngettext

if TYPE_CHECKING:
    from recall_studio.edits.recording import TakenIn
    from recall_studio.store.backups import Backup
    from recall_studio.store.study import Study

app = typer.Typer()

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY", help=_("The study's folder, such as Name.recall."))]


@command(app, "new", _("Make a study."))
def new(
    desk: Desk,
    study: StudyPath,
    title: Annotated[str, typer.Option(help=_("For people to read; else the folder's name."))] = "",
    kind: Annotated[StudyKind, typer.Option(help=_("What it is for; never changes."))] = StudyKind.ONDERZOEK,
    codebook: Annotated[
        Path | None, typer.Option(help=_("A codebook as JSON or CSV; else the one that ships."))
    ] = None,
    encrypt: Annotated[bool, typer.Option("--encrypt", help=_("Keep the database behind a passphrase."))] = False,
) -> None:
    """Make a study and say what is still to be arranged around it."""
    from recall_studio.edits.founding import FIRST_MEMBER, NewStudy, create_study
    from recall_studio.edits.keeping import examine
    from recall_studio.exchange.codebook_files import default_codebook, read_codebook

    book = read_codebook(codebook) if codebook else default_codebook()
    start = NewStudy(title, kind, book, member=desk.acting_as or FIRST_MEMBER)
    passphrase = desk.new_passphrase() if encrypt else None
    recovery_key = create_study(study, start=start, passphrase=passphrase)
    with desk.study(study) as opened:
        desk.notices = list(examine(opened).reminders)
        facts = opened.facts()
    row = {"study": str(study), "title": facts.title, "kind": facts.kind.value, "recovery_key": recovery_key}
    on = [code for code in book.on if not code.is_theme]
    lines = [
        _("Made the study “{title}” ({kind}).", title=facts.title, kind=facts.kind.value),
        _("Codebook {version}: {on} of {all} codes are on.", version=book.version, on=len(on), all=_codes(book.codes)),
    ]
    if recovery_key:
        lines += ["", _("Recovery key, shown this once:"), "", f"    {recovery_key}", ""]
        lines += [_("Print it and keep it apart from the computer. It opens the study when the passphrase is lost.")]
    desk.show("studies", [row | {"codes_on": len(on)}], lines)


def _codes(codes: tuple[Any, ...]) -> int:
    return sum(1 for code in codes if not code.is_theme)


@command(app, "member", _("Add a member or change their role; without a code, list the members."))
def member(
    desk: Desk,
    study: StudyPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", help=_("The member's code."))] = None,
    role: Annotated[Role | None, typer.Option(help=_("What they do in the study; onderzoek for somebody new."))] = None,
    person: Annotated[
        str | None, typer.Option(help=_("Pseudonym of the recorded person that a case manager is."))
    ] = None,
) -> None:
    """List, add or change members."""
    from recall_studio.edits.founding import set_member

    with desk.study(study) as opened:
        if code is not None:
            now = next((known.role for known in opened.members() if known.code == code), Role.ONDERZOEK)
            opened.perform(set_member, code=code, role=role or now, person=person)
        rows: list[dict[str, Any]] = [
            {"member": m.code, "role": m.role.value, "lead": m.lead} for m in opened.members()
        ]
    desk.show("members", rows, table([tuple(row.values())[:2] for row in rows], (_("Member"), _("Role"))))


@command(app, "setup", _("Show or close what must be arranged around the study; open items never stop coding."))
def setup(
    desk: Desk,
    study: StudyPath,
    done: Annotated[list[SetupItem] | None, typer.Option(help=_("This item is arranged."))] = None,
    reopen: Annotated[list[SetupItem] | None, typer.Option(help=_("This item is open again."))] = None,
    reference: Annotated[str | None, typer.Option(help=_("Number or place of the document."))] = None,
    date: Annotated[str | None, typer.Option(help=_("Day it was arranged."))] = None,
    strict: Annotated[bool | None, typer.Option(help=_("Take no recordings while items are open."))] = None,
) -> None:
    """List and change the set-up items."""
    from recall_studio.cli.values import read_day
    from recall_studio.edits.founding import set_setup_item, set_strict
    from recall_studio.store.people import setup_items

    day = read_day(date, option="--date")
    with desk.study(study) as opened:
        for item in done or []:
            opened.perform(set_setup_item, item=item, done=True, reference=reference, on=day)
        for item in reopen or []:
            opened.perform(set_setup_item, item=item, done=False)
        if strict is not None:
            opened.perform(set_strict, strict=strict)
        rows = setup_items(opened)
    for row in rows:
        row.pop("id")
    shown = [
        (row["key"], _(SETUP_WORDS[SetupItem(row["key"])]), row["done_on"] or _("open"), row["reference"])
        for row in rows
    ]
    desk.show("setup_items", rows, table(shown, (_("Item"), _("What it is"), _("Arranged"), _("Reference"))))


@command(app, "check", _("See whether the study is whole, and what waits for somebody."))
def check(desk: Desk, study: StudyPath) -> None:
    """Examine the study; problems end with exit status 1."""
    from recall_studio.edits.keeping import examine

    with desk.study(study) as opened:
        found = examine(opened)
    desk.notices = list(found.reminders)
    rows = [{"problem": problem} for problem in found.problems]
    desk.show("problems", rows, found.problems or [_("The study is whole.")])
    if found.problems:
        raise typer.Exit(1)


@command(app, "backups", _("List the backups of a study, or make one now."))
def backups(
    desk: Desk, study: StudyPath, now: Annotated[bool, typer.Option("--now", help=_("Make a backup first."))] = False
) -> None:
    """List backups, newest first."""
    from recall_studio.edits.keeping import back_up
    from recall_studio.store.backups import listed
    from recall_studio.store.folder import find_study

    if now:
        with desk.study(study) as opened:
            back_up(opened)
    found = listed(find_study(study))
    rows = [_backup_row(backup) for backup in found]
    shown = [(row["backup"], local_time(row["made_at"]), f"{decimal(row['size_bytes'] / 1e6)} MB") for row in rows]
    headings = (_("Backup"), _("When"), _("Size"))
    desk.show("backups", rows, table(shown, headings) if found else [_("There is no backup yet.")])


def _backup_row(backup: Backup) -> dict[str, Any]:
    made = backup.made_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return {"backup": backup.name, "made_at": made, "reason": backup.reason, "size_bytes": backup.size_bytes}


@command(app, "restore", _("Go back to a backup; the present state is kept."))
def restore(
    desk: Desk,
    study: StudyPath,
    source: Annotated[str, typer.Option("--from", metavar="BACKUP", help=_("A backup's name, or “latest”."))],
) -> None:
    """Put a backup back."""
    from recall_studio.edits.keeping import restore as put_back

    restored = put_back(study, name=source, how=desk.how())
    row = {"backup": restored.backup.name, "set_aside": restored.aside.name if restored.aside else None}
    lines = [_("The study is as it was in backup {name}.", name=restored.backup.name)]
    if restored.aside:
        lines.append(_("The damaged database was set aside as “{name}”.", name=restored.aside.name))
    else:
        lines.append(_("How it was until now is kept as a backup too."))
    desk.show("restored", [row], lines)


@command(app, "passphrase", _("Change the passphrase of an encrypted study; the recovery key stays the same."))
def passphrase(desk: Desk, study: StudyPath) -> None:
    """Change the passphrase: the present one (or the recovery key) is asked first, then the new one."""
    from recall_studio.edits.keeping import change_passphrase

    change_passphrase(study, current=desk.passphrase, new=desk.new_passphrase)
    desk.show("studies", [{"study": str(study)}], [_("The passphrase was changed.")])


@command(app, "relink", _("Find media files that were moved, below a folder."))
def relink(
    desk: Desk,
    study: StudyPath,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("Where to look, with all folders in it."))],
) -> None:
    """Find missing media by fingerprint."""
    from recall_studio.edits.relinking import relink as find_again

    with desk.study(study) as opened:
        done = find_again(opened, folder=folder, progress=desk.progress)
        taken = copied(desk, opened)
    desk.notices += taken.problems
    rows = [{"recording": name, "found": True} for name in done.found]
    rows += [{"recording": name, "found": False} for name in done.missing]
    lines = [_("“{name}” was found again.", name=name) for name in done.found]
    lines += [_("“{name}” is still missing.", name=name) for name in done.missing]
    desk.show("recordings", rows, lines or [_("No file was missing.")])
    if done.missing:
        raise typer.Exit(1)


def counted(n: int) -> str:
    """So many moments, in words."""
    return ngettext("{n} moment", "{n} moments", n)


def copied(desk: Desk, study: Study) -> TakenIn:
    """Copy what may be kept; who stops that is still told what was recorded before."""
    from recall_studio.edits.recording import TakenIn, copy_what_is_allowed

    try:
        return copy_what_is_allowed(study, progress=desk.progress)
    except Cancelled as stopped:
        return TakenIn((), (stopped.message,))
