"""Adding a conversation on one page: what is asked, what is refused, and that nothing is lost."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from recall_studio.domain.consent import Purpose, Status
from recall_studio.domain.study import PersonRole
from recall_studio.store import access, consents, conversations
from recall_studio.ui.adding.page import AddingPage
from recall_studio.ui.library.answer_cell import AnswerCell
from recall_studio.ui.library.dates import parse_day, parse_time
from tests.ui.library_rig import LibraryRig, add, drop, library_of, make_study

Key, Held = Qt.Key, Qt.KeyboardModifier
CODING = (Purpose.OPNAME, Purpose.ONDERZOEK)


@pytest.fixture
def user(tmp_path: Path, qtbot: QtBot) -> Iterator[LibraryRig]:
    with library_of(make_study(tmp_path), qtbot) as rig:
        yield rig


def names(user: LibraryRig) -> list[str]:
    return [row["name"] for row in conversations.recordings(user.study)]


def all_say_yes(page: AddingPage, purposes: tuple[Purpose, ...] = CODING) -> None:
    for key in page.people.grid.keys:
        for purpose in purposes:
            page.people.grid.cell(key, purpose).give(Status.GEGEVEN)
    page.form.version.setText("v3")


def filled(user: LibraryRig, *files: Path) -> AddingPage:
    page = user.adds(*files)
    all_say_yes(page)
    return page


def cell(page: AddingPage, row: int = 0, purpose: Purpose = Purpose.OPNAME) -> AnswerCell:
    return page.people.grid.cell(page.people.grid.keys[row], purpose)


def test_from_an_empty_page_to_coding(user: LibraryRig, clip: Path) -> None:
    page = user.adds()
    drop(page.files.zone, clip)
    all_say_yes(page)
    page.foot.code.click()
    user.until(lambda: user.frame.workspace == "coding")
    assert user.session.recording is not None
    assert list(access.seen_recordings(user.study, user.study.acting)) == [user.session.recording.name]


def test_the_file_is_copied_beside_the_window(user: LibraryRig, clip: Path) -> None:
    filled(user, clip).add(then_code=True)
    user.until(lambda: any(media["stored_as"] for media in conversations.media_files(user.study)))


def test_everything_stands_at_no_and_nobody_was_asked(user: LibraryRig) -> None:
    page = user.adds()
    grid = page.people.grid
    assert {grid.cell(key, purpose).status for key in grid.keys for purpose in Purpose} == {Status.GEWEIGERD}
    assert page.people.answers() == ()


def test_a_first_answer_makes_the_other_noes_refusals(user: LibraryRig) -> None:
    page = user.adds()
    cell(page).give(Status.GEGEVEN)
    (answers,) = page.people.answers()
    assert answers.answers[Purpose.OPNAME] is Status.GEGEVEN
    assert answers.answers[Purpose.CITAAT] is Status.GEWEIGERD


def test_keys_go_round_and_answer(user: LibraryRig) -> None:
    page = user.adds()
    cell(page).setFocus()
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_J, Key.Key_Down, Key.Key_Minus, Key.Key_Left, Key.Key_N):
        user.presses_key(key)
    assert [cell(page, 0).status, cell(page, 0, Purpose.ONDERZOEK).status] == [Status.GEGEVEN] * 2
    assert cell(page, 1, Purpose.ONDERZOEK).status is Status.NIET_GEVRAAGD
    assert cell(page, 1).status is Status.GEWEIGERD
    assert cell(page, 1).hasFocus()


def test_tab_goes_through_the_page_and_once_through_the_grid(user: LibraryRig, clip: Path) -> None:
    page = user.adds(clip)
    user.until(page.conversation.day.hasFocus)
    passed: list[object] = []
    for _time in range(60):
        user.presses_key(Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    there = [
        page.conversation.day,
        page.conversation.time,
        page.conversation.type,
        page.people.head("1").name,
        cell(page),
        page.people.more[PersonRole.TOLK],
        page.form.version,
        page.foot.add,
    ]
    order = [passed.index(one) for one in there[1:]]
    assert order == sorted(order)
    once = passed[: passed.index(page.foot.add)]
    assert sum(isinstance(one, AnswerCell) for one in once) == 1


def test_the_sentence_follows_what_is_filled_in(user: LibraryRig) -> None:
    page = user.adds()
    assert "quarantine" in page.foot.words.text()
    assert not page.foot.code.isEnabled()
    all_say_yes(page)
    assert page.foot.words.text().startswith("Allowed: keep and code it.")
    assert page.foot.code.isEnabled()
    page.people.add(PersonRole.TOLK)
    assert "of the interpreter" in page.foot.words.text()


def test_without_answers_it_waits_in_quarantine(user: LibraryRig, clip: Path) -> None:
    page = user.adds(clip)
    page.foot.add.click()
    user.until(lambda: len(names(user)) == 1)
    assert consents.answers(user.study) == []
    assert user.frame.workspace == "library"


SPOILT: dict[str, tuple[Callable[[AddingPage], object], str]] = {
    "version": (lambda page: page.form.version.clear(), "Which version"),
    "day of the form": (lambda page: page.form.given_on.setText("morgen"), "12-03-2026"),
    "a day to come": (lambda page: page.form.given_on.setText("1-1-2999"), "still to come"),
    "collector": (lambda page: page.form.collector.setCurrentText(""), "Who asked?"),
    "day": (lambda page: page.conversation.day.setText("31-02-2026"), "12-03-2026"),
    "time": (lambda page: page.conversation.time.setText("half elf"), "10:30"),
    "name": (lambda page: page.conversation.name.setText("Jan Jansen"), "cannot be the name"),
    "keep until": (lambda page: page.conversation.keep_until.setText("1-1-2999"), "keeps nothing after"),
    "pseudonym": (lambda page: page.people.head("0").name.setText("M 1"), "cannot be the name"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(user: LibraryRig, clip: Path, what: str) -> None:
    spoil, words = SPOILT[what]
    page = filled(user, clip)
    user.until(lambda: not page.files.looking)
    spoil(page)
    page.add(then_code=True)
    said = [label.text() for label in page.findChildren(type(page.foot.words)) if label.property("kind") == "danger"]
    assert any(words in one for one in said)
    assert names(user) == []
    assert cell(page).status is Status.GEGEVEN


def test_a_file_that_is_no_recording_says_so(user: LibraryRig, tmp_path: Path) -> None:
    nonsense = tmp_path / "brief.mp4"
    nonsense.write_text("Beste mevrouw")
    page = filled(user, nonsense)
    user.until(lambda: bool(page.files.trouble))
    page.add(then_code=True)
    assert "brief.mp4" in page.foot.words.text()
    assert names(user) == []


def test_a_file_that_is_there_already_says_where(tmp_path: Path, clip: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    add(path, clip, "G-1")
    with library_of(path, qtbot) as user:
        page = user.adds(clip)
        user.until(lambda: "G-1" in page.files.trouble)


def test_two_files_are_parts_of_one_conversation(user: LibraryRig, clip: Path, other_clip: Path) -> None:
    filled(user, clip, other_clip).add(then_code=False)
    user.until(lambda: len(names(user)) == 1)
    assert len(conversations.media_files(user.study)) == 2


def test_or_two_conversations_one_after_the_other(user: LibraryRig, clip: Path, other_clip: Path) -> None:
    page = filled(user, clip, other_clip)
    page.files.apart.setChecked(True)
    page.add(then_code=False)
    user.until(lambda: len(names(user)) == 1)
    user.until(lambda: user.page(AddingPage).files.paths == (other_clip,))


def test_pressed_too_early_it_is_added_when_the_file_was_looked_at(user: LibraryRig, clip: Path) -> None:
    page = filled(user, clip)
    assert page.files.looking
    page.add(then_code=True)
    user.until(lambda: user.frame.workspace == "coding")


def test_control_enter_adds_and_codes(user: LibraryRig, clip: Path) -> None:
    page = filled(user, clip)
    user.until(lambda: not page.files.looking)
    cell(page).setFocus()
    user.presses_key(Key.Key_Return, Held.ControlModifier)
    user.until(lambda: user.frame.workspace == "coding")


def test_the_day_of_the_file_is_offered_and_not_taken(user: LibraryRig, clip: Path) -> None:
    page = user.adds(clip)
    user.until(lambda: not page.files.looking)
    assert page.conversation.held is None
    assert page.conversation.proposal.isVisible()
    page.conversation.proposal.click()
    assert page.conversation.held is not None


def test_the_case_manager_who_asks_is_warned_about(user: LibraryRig) -> None:
    page = user.adds()
    manager = page.people.persons()[1].pseudonym
    page.form.collector.setCurrentText(str(manager))
    assert "independent" in page.form.collector_field.hint
    page.form.collector.setCurrentText("A")
    assert page.form.collector_field.hint == ""


def test_known_people_are_offered_and_their_general_answers_count(tmp_path: Path, clip: Path, qtbot: QtBot) -> None:
    path = make_study(tmp_path)
    add(path, clip, "G-1", CODING)
    with library_of(path, qtbot) as user:
        page = user.adds()
        head = page.people.head("0")
        assert head.name.completer() is not None
        assert page.form.version.text() == "v3"


def test_escape_leaves_a_field_then_asks_before_it_throws_away(user: LibraryRig, clip: Path) -> None:
    page = user.adds(clip)
    user.until(page.conversation.day.hasFocus)
    user.presses_key(Key.Key_Escape)
    assert page.hasFocus()
    user.presses_key(Key.Key_Escape)
    assert user.frame.page_open
    assert "not added yet" in user.frame.notices.words


def test_an_untouched_page_goes_at_once(user: LibraryRig) -> None:
    user.adds().leave()
    assert not user.frame.page_open


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12-03-2026", date(2026, 3, 12)),
        ("12/3/26", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        (" 1.2.2026 ", date(2026, 2, 1)),
        ("31-02-2026", None),
        ("12-2026", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: date | None) -> None:
    assert parse_day(typed) == day


@pytest.mark.parametrize(("typed", "said"), [("10:05", "10:05"), ("9.30", "09:30"), ("1415", "14:15"), ("25:00", "")])
def test_times_too(typed: str, said: str) -> None:
    time = parse_time(typed)
    assert (f"{time:%H:%M}" if time else "") == said
