"""What was marked while watching along live leaves with the time of the clock, by its own consent, and comes back."""

import csv
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.observing import clock_at
from recall_studio.edits.coding import import_moments
from recall_studio.edits.marking import mark_discuss
from recall_studio.exchange.exporting import export_study
from recall_studio.exchange.moments_csv import read_moments
from recall_studio.exchange.tables import CsvDialect
from recall_studio.store.study import Study
from tests.edits.live import LIVE, adds_live, begins, ends, moments_of
from tests.edits.setting import Lab, answer, tag

COMMA = CsvDialect(",", bom=False)


def exported(study: Study, to: Path) -> dict[str, list[dict[str, str]]]:
    export_study(study, to=to, format_key="csv", notes=True, dialect=COMMA)
    texts = {name: (to / f"{name}.csv").read_text(encoding="utf-8") for name in ("moments", "wide", "discuss_marks")}
    return {name: list(csv.DictReader(text.splitlines())) for name, text in texts.items()}


def marks_along(study: Study) -> None:
    adds_live(study, Purpose.MEEKIJKEN, Purpose.ONDERZOEK)
    begins(study)
    tag(study, start_ms=1500, recording=LIVE)
    tag(study, "disc_ervaring", 2000, 2600, recording=LIVE, note="zucht")
    study.perform(mark_discuss, recording=LIVE, at_ms=3000)


def test_the_recording_is_empty_the_conversation_named_and_the_clock_there(ready: Lab, tmp_path: Path) -> None:
    with ready.open() as study:
        marks_along(study)
        tag(study)
        tables = exported(study, tmp_path / "uit")
        live = [row for row in tables["moments"] if not row["recording"]]
        assert [(row["conversation_id"], row["start_ms"], row["note"]) for row in live] == [
            (LIVE, "1500", ""),
            (LIVE, "2000", "zucht"),
        ]
        assert [row["clock_at"] for row in live] == [one.clock_at for one in moments_of(study)]
        assert live[0]["client_pseudonym"] == "K-001"
        (recorded,) = [row for row in tables["moments"] if row["recording"]]
        assert (recorded["recording"], recorded["clock_at"]) == ("G-001", "")
        (mark,) = tables["discuss_marks"]
        assert (mark["recording"], mark["conversation_id"], mark["at_ms"]) == ("", LIVE, "3000")
        assert mark["clock_at"] == clock_at(live[0]["clock_at"], 1500)
        assert [row["recording"] for row in tables["wide"]] == ["G-001"]  # nothing live is measured against coded time


def test_a_study_with_nothing_but_watching_along_is_exported(lab: Lab, tmp_path: Path) -> None:
    with lab.open() as study:
        marks_along(study)
        tables = exported(study, tmp_path / "uit")
        assert len(tables["moments"]) == 2
        assert tables["wide"] == []


def test_it_leaves_by_the_consent_to_research_alone(lab: Lab, tmp_path: Path) -> None:
    with lab.open() as study:
        marks_along(study)
        answer(study, "K-001", Purpose.ONDERZOEK, status=Status.GEWEIGERD, recording=LIVE)
        with pytest.raises(AccessRefused, match="said no to “onderzoek”"):
            exported(study, tmp_path / "uit")


def test_our_own_export_comes_in_again(lab: Lab, tmp_path: Path) -> None:
    with lab.open() as study:
        marks_along(study)
        ends(study, 60_000)
        exported(study, tmp_path / "uit")
        before = {(one.code, one.start_ms, one.end_ms, one.clock_at) for one in moments_of(study)}
        study.perform(import_moments, given=read_moments(tmp_path / "uit" / "moments.csv", recording=None))
        after = [(one.code, one.start_ms, one.end_ms, one.clock_at) for one in moments_of(study)]
        assert sorted(after, key=str) == sorted([*before, *before], key=str)
