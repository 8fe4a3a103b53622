"""Who was ready with a conversation does not keep it from being erased."""

from recall_studio.domain.erasing import Reason
from recall_studio.domain.study import Round
from recall_studio.edits.erasing import Wanted, erase
from recall_studio.edits.rounding import open_round, say_ready
from recall_studio.store import rounds
from tests.edits.setting import Lab, tag


def test_a_conversation_that_somebody_was_ready_with_is_erased(ready: Lab) -> None:
    with ready.open() as study:
        study.perform(open_round, round_now=Round.ONAFHANKELIJK)
        tag(study)
        study.perform(say_ready, recording="G-001")
        study.perform(erase, wanted=Wanted(("G-001",)), reason=Reason.ANDERS, key=study.key)
        assert study.value("SELECT count(*) FROM recording JOIN annotation") == 0
        now = rounds.present(study)
        assert (now.round, now.is_closed) == (Round.ONAFHANKELIJK, False)
