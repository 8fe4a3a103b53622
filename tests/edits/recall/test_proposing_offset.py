"""The sound of an interview is compared with the recording that was played in it, through the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.recall.plan import InterviewPlan
from recall_studio.edits.recall import leading, preparing
from recall_studio.edits.recall.importing_sound import import_sound, look_at_sound
from recall_studio.edits.recall.proposing_offset import propose_offset
from recall_studio.edits.recording import GivenPerson, NewRecording, add_recording, look_at
from tests.edits.recall.interviewing import end
from tests.player.microphones import write_wav
from tests.store.studies import CASE_MANAGER, CLIENT, ROLES, answer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.store.study import Study

RATE_HZ = 8_000
SESSION_MS = 120_000
OFFSET_MS = -6_400
"""The recorder was started so long before the interview."""


def babble(seconds: int, seed: int) -> NDArray[np.float64]:
    """Noise in syllables and pauses."""
    chance = np.random.default_rng(seed)
    loud = np.zeros(seconds * 50)
    place = 0
    while place < len(loud):
        steps = np.arange(int(chance.integers(40, 150)))
        spoken = np.abs(np.sin(np.pi * steps / chance.uniform(8, 16))) * chance.uniform(0.1, 0.4)
        loud[place : place + len(steps)] = spoken[: len(loud) - place]
        place += len(steps) + int(chance.integers(20, 80))
    return np.asarray(np.repeat(loud, RATE_HZ // 50) * chance.normal(0, 1, seconds * RATE_HZ))


def as_samples(sound: NDArray[np.float64]) -> NDArray[np.int16]:
    return np.clip(sound * 10_000, -32_768, 32_767).astype(np.int16)


@pytest.fixture
def held(study: Study, tmp_path: Path) -> tuple[RecallSessionId, Path]:
    """An interview on G-09, of which 0:00–0:40 and 0:40–1:20 were played with talk between; and what was recorded."""
    played = babble(90, 1)
    path = write_wav(tmp_path / "G-09.wav", as_samples(played), RATE_HZ)
    who = tuple(GivenPerson(person, ROLES[person]) for person in (CLIENT, CASE_MANAGER))
    study.perform(add_recording, given=look_at([path]), new=NewRecording("G-09", who, link=True))
    for person in (CLIENT, CASE_MANAGER):
        answer(study, person, Purpose.OPNAME, Purpose.ONDERZOEK, Purpose.NAGESPREK, recording="G-09")
    session = study.perform(preparing.prepare_interview, recording="G-09", recaller=CLIENT, plan=InterviewPlan())
    study.perform(leading.begin_interview, session=session)
    room = babble(SESSION_MS // 1000, 2) * 0.3
    for start_ms, session_ms in ((0, 5_000), (40_000, 70_000)):
        study.perform(
            leading.note_shown, session=session, start_ms=start_ms, end_ms=start_ms + 40_000, session_ms=session_ms
        )
        here = slice(session_ms * 8, (session_ms + 40_000) * 8)
        room[here] = 0.1 * played[start_ms * 8 : (start_ms + 40_000) * 8]
    end(study, session, SESSION_MS)
    recorder = np.concatenate([babble(-OFFSET_MS // 1000 + 1, 3)[: -OFFSET_MS * 8], room])
    return session, write_wav(tmp_path / "REC.wav", as_samples(recorder), RATE_HZ)


def test_it_finds_where_the_recorder_was_started(study: Study, held: tuple[RecallSessionId, Path]) -> None:
    session, path = held
    given = look_at_sound(path)
    found = propose_offset(study, session=session, given=given)
    assert found is not None
    assert found.is_sure
    assert found.offset_ms == pytest.approx(OFFSET_MS, abs=20)
    import_sound(study, session=session, given=given, sound_offset_ms=0, anyway=True)
    again = propose_offset(study, session=session)
    assert again is not None
    assert again.offset_ms == found.offset_ms


def test_of_something_else_it_is_not_sure(study: Study, held: tuple[RecallSessionId, Path], tmp_path: Path) -> None:
    other = write_wav(tmp_path / "other.wav", as_samples(babble(125, 8)), RATE_HZ)
    found = propose_offset(study, session=held[0], given=look_at_sound(other))
    assert found is None or not found.is_sure


def test_without_consent_nothing_is_listened_to(study: Study, held: tuple[RecallSessionId, Path]) -> None:
    session, path = held
    answer(study, CASE_MANAGER, Purpose.OPNAME, status=Status.INGETROKKEN, recording="G-09")
    with pytest.raises(AccessRefused):
        propose_offset(study, session=session, given=look_at_sound(path))
