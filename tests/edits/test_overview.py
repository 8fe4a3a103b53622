"""What a study holds and what is allowed with it, as rows."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recall_studio.analysis.overview import consent_matrix, media_overview, recordings_overview
from recall_studio.domain.consent import Condition, Purpose, Status
from recall_studio.domain.errors import AccessRefused, MediaUnusable, UnknownName
from recall_studio.store import conversations
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.edits.setting import FORM, TODAY, Lab, add, add_and_consent, answer, audited


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    return row


def test_a_recording_is_one_row(ready: Lab) -> None:
    with ready.open() as study:
        row = only(recordings_overview(study, on=TODAY))
    assert (
        row.items()
        >= {
            "recording": "G-001",
            "conversation": "G-001",
            "duration_ms": 3000,
            "persons": ["K-001:klant", "M-001:klantmanager"],
            "delete_after": "2028-11-22",
            "parts": 1,
            "file_there": True,
            "quarantine": False,
        }.items()
    )
    assert row["allowed"] == ["bewaren", "coderen", "exporteren"]


def test_what_is_allowed_follows_the_consents_of_the_day(ready: Lab) -> None:
    with ready.open() as study:
        from dataclasses import replace

        answer(study, "K-001", Purpose.ONDERZOEK, form=replace(FORM, valid_until=TODAY))
        assert "coderen" in only(recordings_overview(study, on=TODAY))["allowed"]
        assert only(recordings_overview(study, on=date(2026, 11, 23)))["allowed"] == ["bewaren"]
        for person in ("K-001", "M-001"):
            answer(study, person, Purpose.INTERVISIE)
        assert "voorbereiden" in only(recordings_overview(study, on=TODAY))["allowed"]
        answer(study, "M-001", Purpose.OPNAME, status=Status.GEWEIGERD)
        row = only(recordings_overview(study, on=TODAY))
    assert (row["allowed"], row["quarantine"]) == ([], True)


def test_a_file_that_is_gone_is_seen(ready: Lab) -> None:
    (copied,) = (ready.path / "media").iterdir()
    copied.unlink()
    with ready.open() as study:
        assert only(recordings_overview(study, on=TODAY))["file_there"] is False


def test_recordings_come_by_name_with_their_parts(ready: Lab, other_clip: Path, sound: Path) -> None:
    with ready.open() as study:
        add(study, other_clip, name="G-000")
        rows = recordings_overview(study, on=TODAY)
    assert [(row["recording"], row["parts"], row["duration_ms"]) for row in rows] == [
        ("G-000", 1, 1000),
        ("G-001", 1, 3000),
    ]
    assert sound.exists()


def without_file(study: Writing) -> None:
    with study.step(""):
        conversation = conversations.add_conversation(study, row={"name": "G-009"}, persons=[])
        conversations.add_recording(study, conversation=conversation, name="G-009", duration_ms=1000)


def test_a_recording_without_a_file_has_no_last_day(lab: Lab) -> None:
    with lab.open() as study:
        study.perform(without_file)
        row = only(recordings_overview(study, on=TODAY))
    assert (row["delete_after"], row["parts"], row["persons"]) == (None, 0, [])
    assert row["file_there"] is False


def test_everybody_in_a_recording_is_a_row_with_every_purpose(ready: Lab, other_clip: Path) -> None:
    with ready.open() as study:
        answer(study, "K-001", Purpose.CITAAT, status=Status.GEWEIGERD, recording="G-001")
        add(study, other_clip, name="G-002")
        answer(study, "M-001", Purpose.ONDERZOEK, status=Status.INGETROKKEN, recording="G-002")
        rows = consent_matrix(study, on=TODAY)
    assert [(row["recording"], row["person"], row["role"]) for row in rows] == [
        ("G-001", "K-001", "klant"),
        ("G-001", "M-001", "klantmanager"),
        ("G-002", "K-001", "klant"),
        ("G-002", "M-001", "klantmanager"),
    ]
    assert all(set(Purpose) <= set(row) for row in rows)
    assert [row["citaat"] for row in rows] == ["geweigerd", "niet_gevraagd", "niet_gevraagd", "niet_gevraagd"]
    assert [row["onderzoek"] for row in rows] == ["gegeven", "gegeven", "gegeven", "ingetrokken"]


def test_a_consent_that_ran_out_says_so(ready: Lab) -> None:
    from dataclasses import replace

    with ready.open() as study:
        answer(study, "K-001", Purpose.OPNAME, form=replace(FORM, valid_until=TODAY))
        assert consent_matrix(study, on=TODAY)[0]["opname"] == "gegeven"
        assert consent_matrix(study, on=date(2026, 11, 23))[0]["opname"] == "verlopen"


def looked_at(study: Study) -> list[dict[str, Any]]:
    return media_overview(study, "G-001")


def test_media_are_described_from_picture_to_sound(ready: Lab) -> None:
    with ready.open() as study:
        row = only(looked_at(study))
        assert len(audited(study, "openen")) == 1
    told = {name: row[name] for name in ("recording", "part", "offset_ms", "duration_ms", "container", "video")}
    assert told == {
        "recording": "G-001",
        "part": 1,
        "offset_ms": 0,
        "duration_ms": 3000,
        "container": "mp4",
        "video": "h264 160×96",
    }
    assert (row["frames"], row["frame_rate_hz"], row["variable_frame_rate"]) == (75, 25.0, False)
    assert row["audio"] == "aac 48000 Hz"


def test_sound_alone_has_no_pictures(lab: Lab, sound: Path) -> None:
    with lab.open() as study:
        add_and_consent(study, sound)
        row = only(looked_at(study))
    assert (row["video"], row["frames"], row["frame_rate_hz"]) == (None, None, None)
    assert row["audio"] == "pcm_s16le 48000 Hz"


def test_the_frame_index_is_made_once_and_the_cache_may_go(ready: Lab) -> None:
    with ready.open() as study:
        first = looked_at(study)
        (kept,) = (ready.path / "cache").iterdir()
        made_at = kept.stat().st_mtime_ns
        assert looked_at(study) == first
        assert kept.stat().st_mtime_ns == made_at
        kept.unlink()
        assert looked_at(study) == first
        assert kept.exists()


@pytest.mark.parametrize(
    ("condition", "reason"),
    [(Condition.AFGESCHERMD, "protected copy"), (Condition.STEM_VERVORMD, "protected copy")],
)
def test_media_that_may_not_be_shown_are_not_opened(ready: Lab, condition: Condition, reason: str) -> None:
    from dataclasses import replace

    with ready.open() as study:
        answer(study, "K-001", form=replace(FORM, condition=condition))
        with pytest.raises(AccessRefused, match=reason):
            looked_at(study)
        assert len(audited(study, "geweigerd")) == 1


def test_after_the_last_day_nothing_is_opened(ready: Lab) -> None:
    with ready.open() as study:
        looked_at(study)
        ready.clock.today = date(2028, 11, 23)
        with pytest.raises(AccessRefused, match="destruction date"):
            looked_at(study)


def test_unknown_or_missing_media_are_told(ready: Lab) -> None:
    (copied,) = (ready.path / "media").iterdir()
    copied.unlink()
    with ready.open() as study:
        with pytest.raises(MediaUnusable, match="not where it was"):
            looked_at(study)
        with pytest.raises(UnknownName):
            media_overview(study, "G-999")
