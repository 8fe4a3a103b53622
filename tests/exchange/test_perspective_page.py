"""A perspective card that leaves: without names, what the gate and the consents let out, and for whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recall_studio.analysis.recall.cards import name_of, seen_places
from recall_studio.domain.consent import Condition, Method, Purpose, Status
from recall_studio.domain.errors import AccessRefused
from recall_studio.domain.recall.reading import Audience
from recall_studio.domain.study import PersonRole, Role
from recall_studio.edits.consenting import Form, record_consent
from recall_studio.edits.founding import set_member
from recall_studio.exchange.demo import make_demo
from recall_studio.exchange.perspective_page import CardPlace, release_card, shown_card
from recall_studio.store.opening import Opening, open_study
from recall_studio.store.study import Study

CLIENT, CASE_MANAGER = "K-417", "M-083"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_demo(tmp_path).path


@pytest.fixture
def study(path: Path) -> Iterator[Study]:
    made = open_study(path, Opening(acting_as="A"))
    yield made
    made.close()


def card(study: Study) -> tuple[CardPlace, list[str], list[str]]:
    """The first place that both talked about, and what each said there."""
    place = next(one for one in seen_places(study, as_seen_by=study.acting) if one.both)
    said = [[one.comment.text for one in place.by(role)] for role in (PersonRole.KLANT, PersonRole.KLANTMANAGER)]
    return CardPlace(name_of(place), place.start_ms, place.end_ms), said[0], said[1]


def says(study: Study, person: str, status: Status, *purposes: Purpose) -> None:
    form = Form("f", Method.DIGITAAL, "A", study.today(), condition=Condition.GEEN)
    study.perform(record_consent, person=person, purposes=list(purposes), status=status, form=form)


def test_words_stand_on_a_page_for_research_with_consent_for_quotes_alone(study: Study) -> None:
    at, client, manager = card(study)
    for person in (CLIENT, CASE_MANAGER):
        says(study, person, Status.GEGEVEN, Purpose.CITAAT)
    assert all(one in study.perform(release_card, at=at, audience=Audience.ONDERZOEK) for one in (*client, *manager))
    says(study, CLIENT, Status.INGETROKKEN, Purpose.CITAAT)
    page = study.perform(release_card, at=at, audience=Audience.ONDERZOEK)
    assert not any(one in page for one in client)
    assert all(one in page for one in manager)
    assert "may not leave the study" in page
    shown = shown_card(study, at=at, as_seen_by=study.acting, audience=Audience.ONDERZOEK)
    assert all(one in shown for one in client)  # in the study itself it is read


def test_who_takes_their_own_words_home_needs_no_consent_for_quotes(study: Study) -> None:
    at, client, _manager = card(study)
    says(study, CLIENT, Status.INGETROKKEN, Purpose.CITAAT)
    page = study.perform(release_card, at=at, audience=Audience.KLANT)
    assert all(one in page for one in client)


def test_of_the_other_stands_there_what_both_switches_let_through(study: Study) -> None:
    at, client, _manager = card(study)
    shared = {
        one.comment.text: one.comment.shareable
        for place in seen_places(study, as_seen_by=study.acting)
        for one in place.by(PersonRole.KLANT)
    }
    says(study, CLIENT, Status.GEGEVEN, Purpose.DELEN_COMMENTAAR)
    page = study.perform(release_card, at=at, audience=Audience.KLANTMANAGER)
    assert {one: one in page for one in client} == {one: shared[one] for one in client}
    assert any(shared[one] for one in client)
    assert not all(shared[one] for one in client)
    says(study, CLIENT, Status.INGETROKKEN, Purpose.DELEN_COMMENTAAR)
    page = study.perform(release_card, at=at, audience=Audience.KLANTMANAGER)
    assert not any(one in page for one in client)


@pytest.mark.parametrize("audience", list(Audience))
def test_nobody_is_named_and_coding_is_the_researchers_own(study: Study, audience: Audience) -> None:
    at, _client, _manager = card(study)
    page = study.perform(release_card, at=at, audience=audience)
    assert CLIENT not in page
    assert CASE_MANAGER not in page
    assert ("Codes of the researchers" in page) is (audience is Audience.ONDERZOEK)
    assert (at.recording in page) is (audience is Audience.ONDERZOEK)


def test_nothing_leaves_without_the_consent_for_that(study: Study) -> None:
    at, _client, _manager = card(study)
    says(study, CLIENT, Status.GEWEIGERD, Purpose.ONDERZOEK)
    with pytest.raises(AccessRefused):
        study.perform(release_card, at=at, audience=Audience.ONDERZOEK)


def test_a_case_manager_lets_nothing_out(study: Study, path: Path) -> None:
    at, _client, _manager = card(study)
    study.perform(set_member, code="X", role=Role.KLANTMANAGER, person=CASE_MANAGER)
    other = open_study(path, Opening(acting_as="X"))
    try:
        with pytest.raises(AccessRefused):
            other.perform(release_card, at=at, audience=Audience.KLANTMANAGER)
    finally:
        other.close()
