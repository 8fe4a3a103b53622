"""When a conversation was held can be said afterwards, by who holds interviews, and never in the future."""

from datetime import UTC, datetime, time, timedelta

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.edits.recall.dating import date_conversation
from recall_studio.store import audit, conversations
from recall_studio.store.study import Study
from tests.edits.recall.conftest import Opens
from tests.edits.recall.interviewing import begin, interview


def held_before(study: Study) -> datetime:
    """Thirty hours before it is now in the study."""
    noon = datetime.combine(study.today(), time(12), UTC)
    return noon - timedelta(hours=30)


def test_it_is_kept_and_says_how_long_after_an_interview_came(study: Study) -> None:
    session, held = begin(study), held_before(study)
    study.perform(date_conversation, recording="G-01", held=held)
    row = conversations.place(study, "G-01")
    assert (row["held_on"], row["held_at"]) == (f"{held:%Y-%m-%d}", f"{held:%Y-%m-%dT%H:%M:00Z}")
    known = interview(study, session)
    ended = held + timedelta(milliseconds=row["duration_ms"])
    began = datetime.fromisoformat(known.started_at or "")
    assert known.delay_h == pytest.approx((began - ended).total_seconds() / 3600)


def test_it_is_logged_without_content(study: Study) -> None:
    before, held = audit.head(study), held_before(study)
    study.perform(date_conversation, recording="G-01", held=held)
    assert audit.head(study) != before
    assert study.value("SELECT action FROM audit ORDER BY number DESC LIMIT 1") == "gesprek_gedateerd"
    assert f"{held:%Y-%m-%d}" not in str(study.value("SELECT detail FROM audit ORDER BY number DESC LIMIT 1"))


def test_no_conversation_is_still_to_come(study: Study) -> None:
    with pytest.raises(BadInput, match="still to come"):
        study.perform(date_conversation, recording="G-01", held=datetime(2126, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("member", ["GL", "PB"])
def test_others_do_not_say_it(opens: Opens, member: str) -> None:
    with pytest.raises(AccessRefused):
        opens(member).perform(date_conversation, recording="G-01", held=datetime(2020, 1, 1, tzinfo=UTC))
