"""A study in which A and B code alone, B so that whatever of it is shown somewhere else is recognised."""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recall_studio.domain.memos import MemoKind, Subject
from recall_studio.domain.recall.kinds import Judgement, Rater, RatingItem
from recall_studio.domain.sampling import ChoiceMethod, ChoicePurpose
from recall_studio.domain.study import Role, Round
from recall_studio.edits.coding import declare_range
from recall_studio.edits.founding import set_member
from recall_studio.edits.marking import mark_discuss, note_seen
from recall_studio.edits.memoing import about_named, write_memo
from recall_studio.edits.recall.judging import judge, rate
from recall_studio.edits.rounding import close_round, open_round, say_ready
from recall_studio.edits.selecting import choose_moments
from recall_studio.edits.tagging import begin_moment, remove_moments, tag_moment
from recall_studio.edits.undoing import undo
from recall_studio.store import access, conversations
from recall_studio.store.opening import Opening, open_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from recall_studio.domain.ids import AnnotationId
    from recall_studio.store.study import Study

OTHER = "Qvist"
"""The code of the coder whose work must not be seen."""
MANY = 137
WORDS = {
    "note": "zwaluwnest",
    "note of a mark": "kraaiennest",
    "memo on a moment": "ooievaarsnest",
    "memo on the study": "lijsternest",
    "note that was taken back": "eksternest",
    "note that was removed": "spechtennest",
    "note of an earlier round": "meeuwennest",
    "why of a choice": "reigersnest",
    "note of a judgement": "valkennest",
}
PATTERNS = {
    **{name: re.compile(word) for name, word in WORDS.items()},
    # Not within an id or the time of a row, in which any digits may stand.
    "place": re.compile(
        r"(?<![\dA-Fa-f-])(?:2345|02[.,]345|2777|02[.,]777|2468|02[.,]468|2222|02[.,]222)(?![\dA-Za-z-])"
    ),
    "share": re.compile(r"(?<![\d.,])73 ?%|0\.73(?!\d)|(?<!\d)2190(?!\d)"),
    "count": re.compile(rf"(?<![\w.:,-])(?:{'|'.join(str(MANY + more) for more in range(6))})(?![\w.:,-])"),
    "coder": re.compile(OTHER),
}
"""What tells of the other's work, by what it is."""
IDS = "id"
_SIZES = re.compile(r'"size_bytes": \d+|(?<=\.csv) +\d+ +\d+$', re.MULTILINE)  # of files: they may be any number


@dataclass
class Traces:
    """Everything that tells of the other's work in one study.

    Args:
        ids: of their rows and steps, by table.
    """

    ids: dict[str, list[str]] = field(default_factory=dict)

    def of(self, texts: Iterable[str]) -> set[str]:
        """Which kinds of traces stand in these texts."""
        found = set()
        all_ids = [one for rows in self.ids.values() for one in rows]
        for text in (_SIZES.sub("", text) for text in texts):
            found |= {name for name, pattern in PATTERNS.items() if pattern.search(text)}
            if any(one in text for one in all_ids):
                found.add(IDS)
        return found

    def first(self, table: str) -> str:
        """One row of the other in this table."""
        return self.ids[table][0]


def acting(path: Path, code: str) -> closing[Study]:
    """The study, open for somebody."""
    return closing(open_study(path, Opening(acting_as=code)))


def code_alone(path: Path, *, recording: str = "G-001", other_works: bool = True) -> None:
    """Two coders begin an independent round; A does a little, the other a lot that can be recognised."""
    with acting(path, "A") as a:
        a.perform(set_member, code=OTHER, role=Role.ONDERZOEK, person=None)
        for member in a.members():
            if member.code not in ("A", OTHER):
                a.perform(set_member, code=member.code, role=Role.PRIVACYBEHEER, person=None)
    if other_works:
        with acting(path, OTHER) as other:
            _tag(other, recording, "taal", 2600, note=WORDS["note of an earlier round"])
    with acting(path, "A") as a:
        a.perform(open_round, round_now=Round.ONAFHANKELIJK)
        _tag(a, recording, "disc_vraag", 500, note="van mij")
        _tag(a, recording, "taal_begripscheck", 700)
    if other_works:
        with acting(path, OTHER) as other:
            _work(other, recording)


def _work(other: Study, recording: str) -> None:
    _tag(other, recording, "disc_ervaring", 2345, 2777, note=WORDS["note"])
    for number in range(MANY - 1):
        _tag(other, recording, "maat_regels", 1001 + number)
    marked = _tag(other, recording, "taal_tolk", 2468, 2500)
    other.perform(remove_moments, moments=[_tag(other, recording, "taal", 2600, note=WORDS["note that was removed"])])
    _tag(other, recording, "taal", 2601, note=WORDS["note that was taken back"])
    other.perform(undo)
    other.perform(begin_moment, recording=recording, coder=OTHER, code="maat_behoefte", start_ms=2222)
    other.perform(declare_range, recording=recording, coder=OTHER, start_ms=0, end_ms=2190)
    other.perform(mark_discuss, recording=recording, at_ms=2468, moment=marked, note=WORDS["note of a mark"])
    other.perform(mark_discuss, recording=recording, at_ms=2468, note=WORDS["note of a mark"])
    other.perform(note_seen, recording=recording, ranges=[(0, 2222)])
    other.perform(
        choose_moments,
        recording=recording,
        purpose=ChoicePurpose.NAGESPREK,
        method=ChoiceMethod.KRITIEK_MOMENT,
        stretches=[(2468, 2777)],
        why=WORDS["why of a choice"],
    )
    other.perform(
        judge,
        recording=recording,
        start_ms=2345,
        end_ms=2777,
        judgement=Judgement.ANDERS,
        note=WORDS["note of a judgement"],
    )
    other.perform(rate, conversation=recording, item=RatingItem.ECHTHEID, rater=Rater.ONDERZOEKER, score=2)
    _write(other, Subject.MOMENT, marked, WORDS["memo on a moment"])
    _write(other, Subject.STUDY, "", WORDS["memo on the study"])


def _tag(
    study: Study, recording: str, code: str, start_ms: int, end_ms: int | None = None, *, note: str = ""
) -> AnnotationId:
    me = study.acting.code
    given = {"recording": recording, "coder": me, "code": code, "start_ms": start_ms, "end_ms": end_ms}
    return study.perform(tag_moment, **given, note=note or None).id  # type: ignore[arg-type]  # as its fields are


def _write(study: Study, subject: Subject, name: str, text: str) -> None:
    study.perform(write_memo, about=about_named(study, subject, name), kind=MemoKind.METHODE, text=text)


def traces(path: Path) -> Traces:
    """Everything that tells of the other's work in a study."""
    with acting(path, "A") as study:
        who = study.member(OTHER).id
        tables = {"annotation": "coder", "coded_range": "coder", "discuss_mark": "member", "memo": "member"}
        tables |= {"selection": "member", "congruence": "member", "global_rating": "member"}
        tables |= {"seen_range": "member", "step": "author"}
        return Traces(
            {
                table: [row for (row,) in study.tuples(f"SELECT id FROM {table} WHERE {column} = ?", (who,))]
                for table, column in tables.items()
            }
        )


def reveal(path: Path) -> None:
    """Both are ready, so each sees the other's work."""
    with acting(path, OTHER) as other:
        running = [row for (row,) in other.tuples("SELECT id FROM annotation WHERE running")]
        other.perform(say_ready, discarded=running)
    with acting(path, "A") as a:
        a.perform(say_ready)
        assert a.round_now()[1], "the round is closed when both are ready"


def close_as_lead(path: Path) -> None:
    """The lead closes the round with a reason."""
    with acting(path, "A") as a:
        a.perform(close_round, reason="genoeg")


def recording_id(study: Study) -> str:
    """The recording that is coded; those of recall interviews are seen beside it."""
    return access.seen_recordings(study, study.acting)["G-001"]


def conversation_id(study: Study) -> str:
    """Its conversation."""
    return str(conversations.recordings(study)[0]["conversation_id"])


def texts_in(folder: Path) -> Iterator[str]:
    """Everything that can be read in the files of a folder, also inside packed ones."""
    for place in sorted(folder.rglob("*")):
        if place.is_file():
            yield place.name
            yield from _texts_of(place)


def _texts_of(place: Path) -> Iterator[str]:
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    else:
        yield place.read_bytes().decode("utf-8", "replace")
