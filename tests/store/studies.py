"""A small study of two recordings, and what people do in it, in the words that these tests use."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from recall_studio.domain.access import Playable
from recall_studio.domain.changes import Step
from recall_studio.domain.codebook import Code, Codebook, CodeType, Modifier, ModifierValue, Text
from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.ids import RecordingId
from recall_studio.domain.study import PersonRole, Role, Round, StudyKind
from recall_studio.edits import undoing
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import NewStudy, create_study, set_member
from recall_studio.edits.recording import GivenFile, GivenPerson, NewRecording, add_recording
from recall_studio.edits.tagging import tag_moment
from recall_studio.media import fingerprint
from recall_studio.media.facts import AudioFacts, MediaFacts, VideoFacts
from recall_studio.store import access, annotations, conversations, rounds
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.reading import Reading
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
CLIENT, CASE_MANAGER, INTERPRETER = "K-417", "M-083", "T-555"
ROLES = {CLIENT: PersonRole.KLANT, CASE_MANAGER: PersonRole.KLANTMANAGER, INTERPRETER: PersonRole.TOLK}
LASTS_MS = 600_000
NOTE = "ZEERGEHEIM lacht als het over geld gaat"
EVERYTHING = (Purpose.OPNAME, Purpose.ONDERZOEK, Purpose.INTERVISIE)

_PICTURE = VideoFacts("h264", 640, 360, 0, 25.0, 15_000, variable_frame_rate=False, pixel_format="yuv420p")
_FACTS = MediaFacts("mp4", LASTS_MS, 0, _PICTURE, AudioFacts("aac", 48_000, 2), has_subtitles=False, problems=())


def _code(key: str, parent: str | None = None, code_type: CodeType = CodeType.EITHER, **more: Any) -> Code:
    return Code(key, parent, Text(key, key.upper()), code_type, **more)


BOOK = Codebook(
    "1.0",
    (
        _code("taal"),
        _code("taal_vraag", "taal", CodeType.POINT, modifiers=("zekerheid",), chord="1"),
        _code("taal_begrip", "taal", CodeType.INTERVAL),
        _code("werk"),
        _code("werk_plan", "werk"),
        _code("gez", on=False),  # health: a special category of data
    ),
    modifiers=(Modifier("zekerheid", Text("zekerheid"), (ModifierValue("laag", Text("laag")),)),),
    exclusive_groups=(("taal_vraag", "taal_begrip"),),
)


class Clock:
    """A clock that stands still until a test sets it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes(self, **by: float) -> None:
        """Forward, or back with a negative number of days, hours or minutes."""
        self.now += timedelta(**by)


# Making one.


def found(path: Path, film: Path, *, passphrase: str | None = None) -> str | None:
    """A study of the members A (who leads it) and B, with G-01 that may be coded and G-02 that nobody was asked for."""
    film.write_bytes(b"not a film, and it is never looked into" * 100)
    start = NewStudy("Werk en taal", StudyKind.ONDERZOEK, BOOK)
    recovery_key = create_study(path, start=start, passphrase=passphrase, clock=Clock())
    opening = Opening(clock=Clock(), passphrase=lambda: passphrase or "")
    study = open_study(path, opening)
    study.perform(set_member, code="B", role=Role.ONDERZOEK, person=None)
    add(study, "G-01", film)
    add(study, "G-02", film.with_name("G-02.mp4"), persons=(CLIENT, INTERPRETER))
    for person in (CLIENT, CASE_MANAGER):
        answer(study, person, *EVERYTHING, recording="G-01")
    study.close()
    return recovery_key


def add(
    study: Study,
    name: str,
    film: Path,
    *,
    persons: tuple[str, ...] = (CLIENT, CASE_MANAGER),
    link: bool = True,
    delete_after: date | None = None,
) -> RecordingId:
    """A recording that lies where it was made."""
    if not film.exists():
        film.write_bytes(f"not a film either, that of {name}".encode() * 100)
    with film.open("rb") as reader:
        prints = fingerprint.quick_fingerprint(reader), fingerprint.full_fingerprint(reader)
    given = GivenFile(film, _FACTS, *prints, film.stat().st_size)
    who = tuple(GivenPerson(person, ROLES[person]) for person in persons)
    new = NewRecording(name, who, held=date(2026, 3, 1), link=link, delete_after=delete_after)
    return study.perform(add_recording, given=(given,), new=new).recording


# Working in it.


def tag(
    study: Study,
    code: str = "taal_vraag",
    start_ms: int = 1_000,
    end_ms: int | None = None,
    *,
    recording: str = "G-01",
    note: str | None = None,
) -> str:
    """A moment by whoever works in the study; gives its id."""
    tagged = study.perform(
        tag_moment,
        recording=recording,
        coder=study.acting.code,
        code=code,
        start_ms=start_ms,
        end_ms=end_ms,
        note=note,
    )
    return tagged.id


def answer(
    study: Study,
    person: str,
    *purposes: Purpose,
    status: Status = Status.GEGEVEN,
    recording: str | None = None,
    condition: Condition = Condition.GEEN,
    explicit: bool = True,
    valid_until: date | None = None,
) -> tuple[str, ...]:
    """What a person says to these purposes, or to all three that the tests need; gives the ids of the answers."""
    form = Form(
        version="2",
        method=Method.SCHRIFTELIJK,
        collector="A",
        given_on=study.today(),
        explicit=explicit,
        condition=condition,
        valid_until=valid_until,
    )
    recorded = study.perform(
        record_consent, person=person, purposes=purposes or EVERYTHING, status=status, form=form, recording=recording
    )
    return recorded.ids


def withdraw(study: Study, person: str, *purposes: Purpose) -> tuple[str, ...]:
    return answer(study, person, *purposes, status=Status.INGETROKKEN)


def undo(study: Study, scope: str | None = None) -> Step:
    return study.perform(undoing.undo, scope=scope)


def redo(study: Study, scope: str | None = None) -> Step:
    return study.perform(undoing.redo, scope=scope)


def enter(study: Study, round_now: Round) -> None:
    """Put the study into a round."""
    with_step(study, lambda writing: rounds.open_round(writing, round_now))


def through_the_gate(study: Study, name: str = "G-01") -> Playable:
    """The film of a recording, when the gate opens."""
    recording = RecordingId(conversations.recording(study, name)["id"])
    return study.perform(access.play, recording=recording)[0]


def play(study: Study, name: str = "G-01") -> Playable:
    """The same, watched over as a player does."""
    playable = through_the_gate(study, name)
    study.watch_over(playable)
    return playable


def with_step(
    study: Study, write: Callable[[Writing], object], *, label: str = "Test", scope: str | None = None
) -> None:
    """Write in one step whatever no edit writes yet."""

    def edit(writing: Writing) -> None:
        with writing.step(label, scope=scope):
            write(writing)

    study.perform(edit)


# Looking at it.


def rows_of(study: Reading, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that stands in these tables."""
    return {table: study.rows(f'SELECT * FROM "{table}"') for table in tables}


def moments(study: Study, viewer: str | None = None) -> list[tuple[str, str | None, int, int | None]]:
    """Coder, code, start and end of what a member sees."""
    seen = annotations.moments(study, as_seen_by=study.member(viewer) if viewer else study.acting)
    return [(moment.coder, moment.code, moment.start_ms, moment.end_ms) for moment in seen]


def ids_of_moments(study: Study) -> list[str]:
    return [moment_id for (moment_id,) in study.tuples("SELECT id FROM annotation ORDER BY id")]
