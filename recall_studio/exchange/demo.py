"""The demo study: a synthetic conversation, its consents and transcript, two coders' work and two recall interviews."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Method, Purpose, Status
from recall_studio.domain.errors import BadFile, StudyExists
from recall_studio.domain.progress import SILENT
from recall_studio.domain.resources import resource
from recall_studio.domain.study import PersonRole, Role, StudyKind
from recall_studio.domain.words import _, language
from recall_studio.edits.coding import declare_range, import_moments
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import NewStudy, create_study, set_member
from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording, copy_what_is_allowed, look_at
from recall_studio.edits.transcribing import GivenTurn, add_transcript
from recall_studio.exchange.codebook_files import default_codebook
from recall_studio.exchange.demo_recall import hold_interviews
from recall_studio.exchange.moments_csv import read_moments
from recall_studio.store import conversations
from recall_studio.store.opening import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from webvtt.models import Timestamp

    from recall_studio.domain.progress import Progress
    from recall_studio.store.study import Study

NAME = "Demo.recall"
CODERS = ("A", "B")


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo study that was made."""

    path: Path
    recording: str
    moments: int
    about: str


def make_demo(folder: Path, *, progress: Progress = SILENT) -> Demo:
    """Make the demo study in a folder.

    Raises:
        StudyExists: there is one already.
        BadFile, DiskFull: the folder cannot be written to.
    """
    told: dict[str, Any] = json.loads(resource("demo/demo.json").read_text(encoding="utf-8"))
    path = folder / NAME
    start = NewStudy(
        f"{told['title']} (synthetisch)", StudyKind.OEFENEN, default_codebook(), member=CODERS[0], synthetic=True
    )
    if path.exists():
        raise StudyExists(
            _("There is something at “{path}” already.", path=path),
            remedy=_("Work in that one, or name another folder."),
        )
    create_study(path, start=start)
    try:
        ended = _fill(path, told, progress)
        hold_interviews(path, recording=told["recording"], ended=ended, interviewers=CODERS, progress=progress)
        with closing(open_study(path)) as study:
            moments = _code(study, told, progress)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)  # half a demo is of no use, and would stand in the way of a whole one
        raise
    return Demo(path, told["recording"], moments, told[f"about_{language()}"])


def _fill(path: Path, told: dict[str, Any], progress: Progress) -> datetime:
    """Bring in the conversation with its people, consents and transcript; gives when it ended."""
    with closing(open_study(path)) as study:
        given = look_at([resource(f"demo/{told['media']}")], progress=progress)
        for code in CODERS[1:]:
            study.perform(set_member, code=code, role=Role.ONDERZOEK, person=None)
        added = study.perform(add_recording, given=given, new=_recording(told))
        for person in told["persons"]:
            study.perform(
                record_consent,
                person=person["pseudonym"],
                purposes=list(Purpose),
                status=Status.GEGEVEN,
                form=Form("demo", Method.DIGITAAL, CODERS[0], date.fromisoformat(told["held_at"][:10])),
            )
        taken = copy_what_is_allowed(study, progress=progress)
        if taken.problems:
            raise BadFile(taken.problems[0])
        study.perform(add_transcript, recording=told["recording"], turns=_turns(resource(f"demo/{told['turns']}")))
        return _held(told) + timedelta(milliseconds=added.duration_ms)


def _held(told: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(told["held_at"]).astimezone()


def _recording(told: dict[str, Any]) -> NewRecording:
    return NewRecording(
        name=told["recording"],
        persons=tuple(GivenPerson(p["pseudonym"], PersonRole(p["role"])) for p in told["persons"]),
        held=_held(told),
        type=told["type"],
        channel=told["channel"],
        wave=told["wave"],
    )


def _code(study: Study, told: dict[str, Any], progress: Progress) -> int:
    """Bring in the coding; gives the number of moments."""
    duration_ms = conversations.recording(study, told["recording"])["duration_ms"]
    given = read_moments(resource(f"demo/{told['codings']}"), recording=told["recording"])
    done = study.perform(import_moments, given=given, progress=progress)
    for coder in CODERS:
        study.perform(declare_range, recording=told["recording"], coder=coder, start_ms=0, end_ms=duration_ms)
    return done.moments


def _turns(file: Path) -> list[GivenTurn]:
    """The transcript; its speakers are roles."""
    import webvtt

    return [
        GivenTurn(
            _ms(caption.start_time),
            _ms(caption.end_time),
            (caption.voice or "").lower() or None,
            caption.text.replace("\n", " "),
        )
        for caption in webvtt.read(str(file)).captions
    ]


def _ms(stamp: Timestamp) -> int:
    return ((stamp.hours * 60 + stamp.minutes) * 60 + stamp.seconds) * 1000 + stamp.milliseconds
