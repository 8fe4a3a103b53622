"""The writer: edits one after another on one thread, none dropped, whatever goes wrong around them."""

import threading

import pytest

from recall_studio.domain.errors import AccessRefused, StudyBusy, StudyReadOnly, UnknownName
from recall_studio.edits.tagging import tag_moment
from recall_studio.store.study import Study
from recall_studio.store.writing import Writing
from tests.store.conftest import Opens, Starts
from tests.store.studies import moments, tag


def tagged_at(study: Study) -> list[int]:
    return [start_ms for _coder, _code, start_ms, _end in moments(study)]


def test_edits_run_in_their_order_on_one_thread_that_is_not_the_callers(study: Study) -> None:
    ran: list[tuple[int, int]] = []

    def edit(_writing: Writing, number: int) -> int:
        ran.append((number, threading.get_ident()))
        return number * 2

    futures = [study.submit(edit, number) for number in range(50)]
    assert [future.result() for future in futures] == [number * 2 for number in range(50)]
    assert [number for number, _thread in ran] == list(range(50))
    assert len({thread for _number, thread in ran} - {threading.get_ident()}) == 1


def test_edits_from_many_threads_are_all_kept(study: Study) -> None:
    def tags(first: int) -> None:
        for number in range(first, first + 10):
            study.perform(tag_moment, recording="G-01", coder="A", code="werk", start_ms=number)

    threads = [threading.Thread(target=tags, args=(first,)) for first in range(0, 40, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tagged_at(study) == list(range(40))


def test_what_is_queued_is_done_before_the_study_is_closed(opens: Opens) -> None:
    study = opens()
    futures = [
        study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=number) for number in range(30)
    ]
    study.close()
    assert all(future.done() for future in futures)
    assert tagged_at(opens()) == list(range(30))


def test_a_closed_study_takes_no_edits(study: Study) -> None:
    """It says so: a tag that waits for ever is a lost one."""
    study.close()
    with pytest.raises(StudyReadOnly):
        study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=1)
    assert not study.writable


@pytest.mark.parametrize("error", [RuntimeError("ours"), UnknownName("theirs"), SystemExit(3), KeyboardInterrupt()])
def test_an_error_reaches_the_caller_and_the_writer_goes_on(study: Study, error: BaseException) -> None:
    def fails(writing: Writing) -> None:
        with writing.step("Test"):
            raise error

    after = study.submit(fails), study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=5)
    with pytest.raises(type(error)) as caught:
        after[0].result()
    assert caught.value is error
    after[1].result()
    assert tagged_at(study) == [5]


def test_an_edit_that_was_called_off_in_time_is_not_made(study: Study) -> None:
    may_go_on = threading.Event()
    study.submit(lambda _writing: may_go_on.wait(20))
    waiting = study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=5)
    assert waiting.cancel()
    may_go_on.set()
    tag(study, "werk", 6)
    assert tagged_at(study) == [6]


def test_listeners_are_woken_after_every_commit(study: Study) -> None:
    woken: list[list[int]] = []
    listened_on: set[int] = set()
    both = threading.Semaphore(0)

    def listener() -> None:
        listened_on.add(threading.get_ident())
        woken.append([])
        both.release()

    study.listen(listener)
    tag(study, "werk", 1)
    with pytest.raises(UnknownName):
        tag(study, "geen_code", 2)
    tag(study, "werk", 3)
    assert both.acquire(timeout=20)
    assert both.acquire(timeout=20)
    assert len(woken) == 2
    assert threading.get_ident() not in listened_on


@pytest.mark.parametrize("error", [RuntimeError("in a view"), AccessRefused("no", operation="x", subjects=())])
def test_a_listener_that_fails_stops_nothing(study: Study, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported as any bug on a thread is; the tag is kept and so are those after it."""
    reported: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda hooked: reported.append(hooked.exc_value))

    def fails() -> None:
        raise error

    study.listen(fails)
    for start_ms in (1, 2):
        study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=start_ms).result(20)
    study.submit(lambda _writing: None).result(20)
    assert tagged_at(study) == [1, 2]
    assert reported[:2] == [error, error]


# Another program writes.


def test_an_edit_waits_for_another_program_and_is_kept(opens: Opens, starts: Starts) -> None:
    told: list[bool] = []
    begun = threading.Event()

    def waiting(is_it: bool) -> None:
        told.append(is_it)
        begun.set()

    study = opens(waiting=waiting)
    other = starts("hold")
    assert other.says() == "ready"
    futures = [
        study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=number) for number in range(3)
    ]
    assert begun.wait(20)
    assert told == [True]
    assert tagged_at(study) == []  # reading goes on meanwhile
    assert not any(future.done() for future in futures)
    other.is_told()
    assert [future.result(20).notices for future in futures] == [(), (), ()]
    assert tagged_at(study) == [0, 1, 2]
    assert told == [True, False]


def test_the_lock_of_a_program_that_was_killed_holds_nobody_up(opens: Opens, starts: Starts) -> None:
    begun = threading.Event()
    study = opens(waiting=lambda _is: begun.set())
    other = starts("hold")
    assert other.says() == "ready"
    future = study.submit(tag_moment, recording="G-01", coder="A", code="werk", start_ms=7)
    assert begun.wait(20)
    other.is_killed()
    future.result(20)
    assert tagged_at(study) == [7]


def test_who_has_run_out_of_patience_has_half_done_nothing(opens: Opens, starts: Starts) -> None:
    told: list[bool] = []
    study = opens(patience_s=0.02, waiting=told.append)
    before = study.tuples("SELECT * FROM step")
    other = starts("hold")
    assert other.says() == "ready"
    with pytest.raises(StudyBusy, match="Another program") as busy:
        tag(study, "werk", 1)
    assert busy.value.remedy
    assert told == [True, False]
    assert tagged_at(study) == []
    assert study.tuples("SELECT * FROM step") == before
    other.is_told()
    assert other.says() == "done"
    tag(study, "werk", 2)
    assert tagged_at(study) == [2]


def test_two_programs_that_write_at_once_both_keep_everything(study: Study, starts: Starts) -> None:
    other = starts("tag")
    assert other.says() == "ready"
    for _ in range(25):
        other.is_told("go on")  # 25 tags of its own, as fast as it can
    mine = [tag(study, "werk", number) for number in range(25)]
    theirs = [other.says() for _ in range(25)]
    ids = {moment_id for (moment_id,) in study.tuples("SELECT id FROM annotation")}
    assert ids == {*mine, *theirs}
    assert len(ids) == 50
    orders = study.tuples("SELECT device, seq, count(*) FROM step GROUP BY device, seq HAVING count(*) > 1")
    assert orders == []


def test_a_refusal_that_cannot_be_written_down_is_still_a_refusal(opens: Opens, starts: Starts) -> None:
    study = opens(patience_s=0.02)

    def refused_while_locked(_writing: Writing) -> None:
        assert starts("hold").says() == "ready"
        raise AccessRefused("no", operation="coderen", subjects=())

    with pytest.raises(AccessRefused):
        study.perform(refused_while_locked)
