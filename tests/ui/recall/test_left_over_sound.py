"""Sound that a killed program left in pieces is a recording as soon as the study is open in the window."""

from recall_studio.edits.recall.leading import begin_interview, end_interview
from recall_studio.edits.recall.sounding import unfinished
from recall_studio.store import conversations
from recall_studio.ui.recall.left_over_sound import finish_left_over
from tests.edits.recall.sounds import leaves_a_piece
from tests.ui.recall.workspace_rig import Window


def interviews_heard(window: Window) -> set[str]:
    return {row["recall_session_id"] for row in conversations.interviews(window.study)}


def test_what_was_left_in_pieces_becomes_a_recording(window: Window) -> None:
    session = window.prepares()
    window.performs(begin_interview, session=session)
    leaves_a_piece(window.study, session, 500, 3)
    window.performs(end_interview, session=session, length_ms=6_000)
    assert unfinished(window.study) == [session]
    finish_left_over(window.desk.session, window.desk.tasks)
    window.viewer.waits(lambda: session in interviews_heard(window))
    assert unfinished(window.study) == []


def test_an_interview_that_goes_on_keeps_its_pieces(window: Window) -> None:
    session = window.prepares()
    window.performs(begin_interview, session=session)
    leaves_a_piece(window.study, session, 500, 1)
    finish_left_over(window.desk.session, window.desk.tasks)
    assert not window.desk.tasks.busy
    assert session not in interviews_heard(window)
