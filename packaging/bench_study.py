"""Studies to measure on: invented moments, no media. Run with a study as argument, it tags until it is killed."""

import random
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recall_studio.domain.moments import GivenMoment
    from recall_studio.edits.recording import GivenFile

RECORDINGS = 100
HOUR_MS = 3_600_000
CODERS = ("A", "B")
PASSPHRASE = "a passphrase for measuring"  # noqa: S105 - of a study that is thrown away


def make_study(path: Path, *, encrypted: bool = False) -> None:
    """A study with `RECORDINGS` recordings of an hour, consented, not coded."""
    from recall_studio.domain.consent import Method, Purpose, Status
    from recall_studio.domain.study import PersonRole, StudyKind
    from recall_studio.edits.consenting import Form, record_consent
    from recall_studio.edits.founding import NewStudy, create_study
    from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording
    from recall_studio.exchange.codebook_files import default_codebook
    from recall_studio.store.opening import Opening, open_study

    start = NewStudy("Bench", StudyKind.ONDERZOEK, default_codebook())
    create_study(path, start=start, passphrase=PASSPHRASE if encrypted else None)
    form = Form("v1", Method.DIGITAAL, "A", date(2026, 1, 1))
    persons = (GivenPerson("K-101", PersonRole.KLANT), GivenPerson("M-101", PersonRole.KLANTMANAGER))
    with closing(open_study(path, Opening(passphrase=lambda: PASSPHRASE))) as study:
        for number in range(1, RECORDINGS + 1):
            new = NewRecording(f"G-{number:03}", persons, link=True)
            study.perform(add_recording, given=[_file(path, number)], new=new)
        for person in persons:
            study.perform(
                record_consent,
                person=person.pseudonym or "",
                purposes=[Purpose.OPNAME, Purpose.ONDERZOEK],
                status=Status.GEGEVEN,
                form=form,
            )


def make_watched(path: Path, clips: "dict[str, Path]", moments: "dict[str, int]") -> None:
    """A study to sit before: its recordings are clips with bars, consented, coded by one coder.

    Args:
        path: where to.
        clips: the media file of each recording, by its name.
        moments: how many there are in a recording, spread over it.
    """
    from recall_studio.domain.consent import Method, Purpose, Status
    from recall_studio.domain.study import PersonRole, StudyKind
    from recall_studio.edits.coding import import_moments
    from recall_studio.edits.consenting import Form, record_consent
    from recall_studio.edits.founding import NewStudy, create_study
    from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording, look_at
    from recall_studio.exchange.codebook_files import default_codebook
    from recall_studio.store.opening import open_study

    create_study(path, start=NewStudy("Bench", StudyKind.OEFENEN, default_codebook(), member="A", synthetic=True))
    form, person = Form("v1", Method.DIGITAAL, "A", date(2026, 1, 1)), GivenPerson("K-101", PersonRole.KLANT)
    with closing(open_study(path)) as study:
        for name, clip in clips.items():
            new = NewRecording(name, (person,), link=True)
            added = study.perform(add_recording, given=look_at([clip]), new=new)
            if moments.get(name):
                given = _spread(name, moments[name], added.duration_ms)
                study.perform(record_consent, person="K-101", purposes=list(Purpose), status=Status.GEGEVEN, form=form)
                study.perform(import_moments, given=given)
        study.perform(record_consent, person="K-101", purposes=list(Purpose), status=Status.GEGEVEN, form=form)


def _spread(recording: str, count: int, duration_ms: int) -> "list[GivenMoment]":
    from recall_studio.domain.moments import GivenMoment

    made = []
    for one in given_moments(count):
        start = one.start_ms * duration_ms // HOUR_MS
        end = None if one.end_ms is None else min(duration_ms, start + (one.end_ms - one.start_ms) // 10 + 1)
        made.append(GivenMoment(one.line, recording, "A", one.code, start, end, None))
    return made


def _file(path: Path, number: int) -> "GivenFile":
    from recall_studio.edits.recording import GivenFile
    from recall_studio.media.facts import AudioFacts, MediaFacts

    facts = MediaFacts("wav", HOUR_MS, 0, None, AudioFacts("pcm_s16le", 8000, 1), has_subtitles=False, problems=())
    return GivenFile(path / f"{number}.wav", facts, f"q1:{number}", f"f1:{number}", 1)


def given_moments(count: int) -> "list[GivenMoment]":
    """So many moments, spread over recordings, coders and codes; the same at every call."""
    from recall_studio.domain.moments import GivenMoment
    from recall_studio.exchange.codebook_files import default_codebook

    codes = [code.key for code in default_codebook().on]
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    made = []
    for line in range(2, count + 2):
        start = chance.randrange(HOUR_MS - 60_000)
        end = start + chance.randrange(1, 60_000) if chance.random() < 0.6 else None
        recording = f"G-{chance.randrange(1, RECORDINGS + 1):03}"
        made.append(GivenMoment(line, recording, chance.choice(CODERS), chance.choice(codes), start, end, None))
    return made


def tag_until_killed(path: Path) -> None:
    """Tag without end; say the id of each moment once it is kept."""
    from recall_studio.edits.tagging import tag_moment
    from recall_studio.store.opening import open_study

    study = open_study(path)
    for start_ms in range(HOUR_MS):
        tagged = study.perform(tag_moment, recording="G-001", coder="A", code="disc", start_ms=start_ms)
        sys.stdout.write(f"{tagged.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    tag_until_killed(Path(sys.argv[1]))
