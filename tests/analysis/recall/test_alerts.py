"""When the quality of interviews asks attention, and in which words."""

from dataclasses import replace

import pytest

from recall_studio.analysis.recall.alerts import Alert, AlertKind, Limits, alerts
from recall_studio.analysis.recall.shares import Share
from recall_studio.domain.recall.interview import Record
from recall_studio.domain.recall.kinds import Initiator, PromptType
from tests.analysis.recall.records import asked, interview, record


def asking(leading: int, neutral: int) -> Record:
    made = record(1_000)
    kinds = [*[PromptType.STUREND] * leading, *[PromptType.NEUTRAAL_TOEN] * neutral]
    return replace(made, prompts=asked(made, *kinds))


def test_more_than_one_in_ten_leading() -> None:
    assert alerts([asking(1, 9)]) == []  # 10 % is not more than 10 %
    (alert,) = alerts([asking(2, 16)])
    assert alert == Alert(AlertKind.LEADING, Share(2, 18), 0.10)
    assert alert.sentence() == "11 % of the questions are leading (2 of 18); more than 10 %."


def test_little_is_said_to_be_little() -> None:
    (alert,) = alerts([asking(1, 2)])
    assert alert.few
    assert alert.sentence() == ("33 % of the questions are leading (1 of 3); more than 10 %. That is little to go by.")


def test_too_long_afterwards() -> None:
    given_ones = [record(of=interview(str(hours), delay_h=hours)) for hours in (48.0, 48.5, 100.0, None)]
    (alert,) = alerts(given_ones)
    assert (alert.kind, alert.share) == (AlertKind.DELAY, Share(2, 3))
    assert alert.sentence().startswith("2 of 3 interviews came more than 48 hours after the conversation.")
    assert alerts(given_ones, Limits(delay_h=100)) == []


def test_the_viewer_stops_less_than_half() -> None:
    viewer, others = record(*range(5)), record(*range(5), of=interview("i2"), by=Initiator.INTERVIEWER)
    assert alerts([viewer, others]) == []  # half is not less than half
    (alert,) = alerts([viewer, others, others])
    assert alert.sentence() == "The viewer made 33 % of the stops (5 of 15); less than 50 %."


@pytest.mark.parametrize("given_ones", [[], [record()], [record(of=interview(delay_h=None))]])
def test_what_is_undefined_asks_nothing(given_ones: list[Record]) -> None:
    assert alerts(given_ones) == []
