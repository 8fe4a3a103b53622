"""Making a study, and what is arranged around it: its members, set-up items and codes that are on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recall_studio.domain.errors import BadInput
from recall_studio.domain.ids import new_id
from recall_studio.domain.pseudonyms import checked
from recall_studio.domain.study import SETUP_WORDS, Member, Role, Round, SetupItem, StudyKind
from recall_studio.domain.words import N_, _
from recall_studio.store import audit, codebooks, conversations, opening, people, rounds
from recall_studio.store.reading import utc_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from recall_studio.domain.codebook import Codebook
    from recall_studio.store.reading import Reading
    from recall_studio.store.writing import Writing

FIRST_MEMBER = "A"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What a study starts with.

    Args:
        title: for people; the folder's name when empty.
        kind: never changes afterwards.
        codebook: its first version.
        member: code of the first member, who leads it.
        synthetic: its people and recordings are invented.
        retention_months: how long recordings are kept at the most.
    """

    title: str
    kind: StudyKind
    codebook: Codebook
    member: str = FIRST_MEMBER
    synthetic: bool = False
    retention_months: int = 24


def create_study(
    path: Path, *, start: NewStudy, passphrase: str | None = None, clock: Callable[[], datetime] = utc_now
) -> str | None:
    """Make a study; gives the recovery key of an encrypted one, to print once.

    Raises:
        StudyExists: there is something at the path.
        BadInput: title, member's code or passphrase cannot be used.
        BadFile, DiskFull: the place cannot be written to.
    """
    title = start.title or path.stem
    if len(title) > LONGEST_TITLE:
        raise BadInput(_("A title may be {limit} characters long at the most.", limit=LONGEST_TITLE))
    checked(start.member, what=_("member"))
    with opening.founding(path, member=start.member, passphrase=passphrase, clock=clock) as founding:
        _fill(founding.writing, replace(start, title=title))
    return founding.recovery_key


def _fill(study: Writing, start: NewStudy) -> None:
    with study.step(N_("Make study")):
        made = new_id()
        row = {"id": made, "title": start.title, "kind": start.kind.value, "synthetic": int(start.synthetic)}
        people.add_study(study, {**row, "retention_months": start.retention_months})
        people.add_member(study, study.acting)
        rounds.open_round(study, Round.GEZAMENLIJK)
        people.add_setup_items(study)
        codebooks.fill(study, start.codebook)
        audit.write(study, "studie_gemaakt", table="study", row=made, kind=start.kind.value)
    with study.step(""):  # the codebook that a study starts with is not a step to take back
        people.bar_undo(study)


def member_named(study: Writing, code: str) -> tuple[Member, bool]:
    """The member of this code, made when unknown, within a step; and whether they are new.

    Raises:
        BadInput: the code cannot be used.
    """
    for member in study.members():
        if member.code == code:
            return member, False
    made = people.add_member(study, people.new_member(checked(code, what=_("member"))))
    audit.write(study, "lid_toegevoegd", table="member", row=made.id, code=made.code, role=made.role.value)
    return made, True


def set_member(study: Writing, *, code: str, role: Role, person: str | None) -> Member:
    """Add a member or change their role.

    Args:
        study: where.
        code: of the member.
        role: what they do from now on.
        person: pseudonym of the recorded person that a klantmanager is.

    Raises:
        BadInput: the code cannot be used, or the only lead would no longer be a researcher.
        UnknownName: there is no such person.
    """
    with study.step(""):
        member, _made = member_named(study, code)
        if member.lead and role is not Role.ONDERZOEK:
            raise BadInput(_("Member “{code}” leads the study and stays a researcher.", code=code))
        participant = conversations.participant(study, person)["id"] if person else member.participant_id
        changed = replace(member, role=role, participant_id=participant)
        people.change_member(study, changed)
        audit.write(study, "rol", table="member", row=member.id, code=code, role=role.value)
        return changed


def open_items(study: Reading) -> list[str]:
    """The set-up items that are still open, in words."""
    return [_(SETUP_WORDS[SetupItem(item["key"])]) for item in people.setup_items(study) if not item["done"]]


def set_setup_item(
    study: Writing, *, item: SetupItem, done: bool, reference: str | None = None, on: date | None = None
) -> None:
    """Say that a set-up item is arranged (with reference and date), or open again."""
    with study.step(""):
        day = (on or study.today()).isoformat() if done else None
        people.set_setup_item(study, item, done=done, reference=reference, on=day)
        audit.write(study, "instelpunt", table="setup_item", row=item.value, done=done)


def set_strict(study: Writing, *, strict: bool) -> None:
    """Let open set-up items stop the adding of recordings, or not."""
    with study.step(""):
        people.set_strict(study, strict=strict)
        audit.write(study, "streng", strict=strict)


def switch_codes(study: Writing, *, keys: list[str], on: bool) -> tuple[str, ...]:
    """Switch themes (with their codes) or codes on or off; gives all keys that it concerns.

    Raises:
        UnknownName: a key is not in the codebook.
    """
    book = codebooks.codebook(study)
    concerned = book.expanded(keys)
    if on:  # a code that is on shows its theme
        concerned = tuple(dict.fromkeys((*concerned, *(book.theme_of(key).key for key in keys))))
    with study.step(N_("Switch codes on or off"), scope="codebook"):
        codebooks.switch(study, keys=concerned, on=on)
    return concerned
