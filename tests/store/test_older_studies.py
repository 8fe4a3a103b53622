"""Every schema that was released keeps a small study here, which must open, read, undo and be whole."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recall_studio.edits.establishing import establish
from recall_studio.edits.keeping import examine
from recall_studio.edits.recall.asking import change_comment
from recall_studio.edits.tagging import tag_moment
from recall_studio.edits.undoing import redo, undo
from recall_studio.store import conversations, schema
from recall_studio.store.annotations import moments
from recall_studio.store.concept import concept_of
from recall_studio.store.memos import memos
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.ranges import coded_ranges
from recall_studio.store.recall import congruences, links, ratings, records, versions

if TYPE_CHECKING:
    from recall_studio.store.study import Study

STUDIES = Path(__file__).parents[1] / "data" / "studies"
PASSPHRASE = "open-voor-test"
KINDS = ("plain", "encrypted")
MOMENTS = [
    ("G-001", "A", "disc_ervaring", 5200, 9000, "legt verband met de naam"),
    ("G-001", "B", "taal", 12500, None, None),
]


def opened(path: Path) -> Study:
    return open_study(path, Opening(passphrase=lambda: PASSPHRASE))


def read(study: Study) -> list[tuple[str, str, str | None, int, int | None, str | None]]:
    found = moments(study, as_seen_by=study.acting)
    return [(m.recording, m.coder, m.code, m.start_ms, m.end_ms, m.note) for m in found]


@pytest.mark.parametrize("name", [f"v{number}-{kind}.recall" for number in (1, 2, 3) for kind in KINDS])
def test_an_older_study_opens_and_goes_on(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(STUDIES / name, path)
    with closing(opened(path)) as study:
        assert read(study) == MOMENTS
        (declared,) = coded_ranges(study, as_seen_by=study.acting)
        assert (declared.start_ms, declared.end_ms, len(declared.codes)) == (0, 30_000, 13)
        (problem,) = examine(study).problems
        assert "G-001" in problem  # its file never came along
        study.perform(redo)
        assert ("G-001", "A", "maat_regels", 20_000, None, None) in read(study)
        study.perform(undo)
        study.perform(tag_moment, recording="G-001", coder="A", code="maat", start_ms=1)
        assert len(read(study)) == len(MOMENTS) + 1


def test_every_released_schema_keeps_a_study() -> None:
    kept = {place.name.partition("-")[0] for place in STUDIES.iterdir()}
    assert kept >= {f"v{number}" for number in range(1, len(schema.MIGRATIONS) + 1)}


@pytest.mark.parametrize("name", ["v2-plain.recall", "v2-encrypted.recall"])
def test_what_came_with_the_second_schema_is_still_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(STUDIES / name, path)
    with closing(opened(path)) as study:
        (changed,) = concept_of(study).differences
        assert changed.key == "taal"
        (talk,) = conversations.live(study)
        assert (talk["name"], talk["duration_ms"]) == ("V-001", 60_000)
        (memo,) = memos(study, as_seen_by=study.acting)
        assert (memo.name, memo.text) == ("taal", "Over de opzet.")
        study.perform(establish, why="De omschrijving is ruimer.")
        assert concept_of(study).differences == ()


@pytest.mark.parametrize("name", ["v3-plain.recall", "v3-encrypted.recall"])
def test_what_came_with_the_third_schema_is_still_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copytree(STUDIES / name, path)
    with closing(opened(path)) as study:
        (held,) = records.all_records(study, study.acting)
        (stop,), (asked,), (said,) = held.stops, held.prompts, held.comments
        assert (stop.position_ms, stop.session_ms, stop.resumed_ms) == (6_000, 6_000, 20_000)
        assert (asked.text, said.text, said.prompt, said.valence) == (
            "Wat dacht u toen?",
            "Ik schrok ervan.",
            asked.id,
            -1,
        )
        assert [(one.start_ms, one.end_ms) for one in held.moments] == [(5_000, 9_000)]
        assert [(one.start_ms, one.end_ms) for one in held.shown] == [(0, 6_000)]
        assert [(one.kind, one.until_ms) for one in held.happened] == [("rust", 60_000)]
        assert (held.interview.wellbeing, held.interview.length_ms) == (4, 60_000)
        assert [one.before["text"] for one in versions.of_row(study, said.id, study.acting)] == ["Ik schrok."]
        assert [one.note for one in congruences.of_all(study, study.acting)] == ["zelfde moment"]
        assert [one.score for one in ratings.of_all(study, study.acting)] == [4]
        assert [one.comment for one in links.of_all(study, study.acting)] == [said.id]
        study.perform(change_comment, comment=said.id, text="Ik schrok niet.")
        assert len(versions.of_row(study, said.id, study.acting)) == 2


@pytest.mark.parametrize(
    ("script", "digest"),
    [
        ("v1.sql", "b8f535d62571aa0684457df21285ba1ea9ac5c6d96c318949c825beb3b339593"),
        ("v2.sql", "ec37bdd8b65401ef1ef826cb07441afe937c2cc98814e5f015956138294ef293"),
        ("v3.sql", "3c08de817e6b8f9dbb9559ea900cd75f4dd0b2c05660a07ddb989df4a988bbd3"),
    ],
)
def test_a_released_schema_is_never_edited(script: str, digest: str) -> None:
    text = Path(schema.__file__).with_name(script).read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == digest
