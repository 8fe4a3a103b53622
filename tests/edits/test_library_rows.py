"""What the library shows of a recording follows from the answers of its people, its files and its coding."""

from datetime import date
from pathlib import Path

import pytest

from recall_studio.analysis.library import Consent, LibraryRow, library_rows
from recall_studio.domain.consent import Condition, Operation, Purpose, Status
from recall_studio.edits.consenting import Form
from recall_studio.store.study import Study
from tests.edits.setting import FORM, Lab, add, answer, tag


def row(study: Study) -> LibraryRow:
    (found,) = library_rows(study, as_seen_by=study.acting, on=study.today())
    return found


def test_what_everybody_allows_may_be_coded_and_shown(ready: Lab) -> None:
    with ready.open() as study:
        found = row(study)
    assert (found.consent, found.shown, found.has_picture, found.waiting_for) == (Consent.GIVEN, True, True, ())
    assert [person.pseudonym for person in found.people] == ["K-001", "M-001"]


def test_who_works_stands_in_it_before_they_began(ready: Lab) -> None:
    with ready.open() as study:
        assert [(one.coder, one.share) for one in row(study).progress] == [("A", 0.0)]
        tag(study, coder="B")
        assert [one.coder for one in row(study).progress] == ["A", "B"]


@pytest.mark.parametrize(
    ("answers", "consent"),
    [
        ((), Consent.QUARANTINE),
        (((Purpose.OPNAME, Status.GEGEVEN),), Consent.WAITING),
        (((Purpose.OPNAME, Status.GEGEVEN), (Purpose.ONDERZOEK, Status.GEWEIGERD)), Consent.REFUSED),
        (((Purpose.OPNAME, Status.INGETROKKEN),), Consent.WITHDRAWN),
    ],
    ids=["nobody asked", "half asked", "refused", "withdrawn"],
)
def test_what_is_missing_has_a_name(
    lab: Lab, clip: Path, answers: tuple[tuple[Purpose, Status], ...], consent: Consent
) -> None:
    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            for purpose, status in answers:
                answer(study, person, purpose, status=status)
        found = row(study)
    assert (found.consent, found.shown) == (consent, False)
    assert found.waiting_for == ("K-001", "M-001")


@pytest.mark.parametrize("condition", [Condition.ALLEEN_AUDIO, Condition.AFGESCHERMD])
def test_a_condition_hides_the_picture(lab: Lab, clip: Path, condition: Condition) -> None:
    form = Form(FORM.version, FORM.method, FORM.collector, FORM.given_on, condition=condition)
    with lab.open() as study:
        add(study, clip)
        for person in ("K-001", "M-001"):
            answer(study, person, form=form)
        assert not row(study).shown


def test_what_passed_its_last_day_is_not_shown(ready: Lab) -> None:
    with ready.open() as study:
        (found,) = library_rows(study, as_seen_by=study.acting, on=date(2099, 1, 1))
    assert not found.shown


def test_allowed_names_the_operations(ready: Lab) -> None:
    with ready.open() as study:
        assert row(study).allowed == {Operation.KEEP, Operation.CODE}
