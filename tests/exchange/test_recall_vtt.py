"""Interviews as WebVTT, read back by another program."""

from dataclasses import replace
from pathlib import Path

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.consent import Purpose
from recall_studio.domain.errors import AccessRefused, BadFile, BadInput
from recall_studio.domain.recall.interview import Clock, Record
from recall_studio.domain.recall.kinds import PromptType, SoundState, TimeOrientation
from recall_studio.edits.recall import asking
from recall_studio.exchange.recall_vtt import as_vtt, write_vtt
from recall_studio.store.study import Study
from tests.analysis.recall.records import asked, interview, record, said
from tests.exchange import recalled
from tests.exchange.recalled import CASEWORKER, CLIENT, SAID, Held

TOEN = TimeOrientation.TOEN


@pytest.fixture
def held(study: Study) -> Held:
    return recalled.held(study)


def talk(*texts: str) -> Record:
    """A question at 20 s of the recording (its clock: 20 s too), and these comments after it, a second apart."""
    made = record(20_000, of=interview("i"))
    questions = asked(made, PromptType.NEUTRAAL_TOEN)
    comments = [
        replace(one, text=text, session_ms=21_000 + 1_000 * place)
        for place, (text, one) in enumerate(zip(texts, said(made, *[TOEN] * len(texts)), strict=True))
    ]
    return replace(made, prompts=questions, comments=tuple(comments))


def read(text: str, tmp_path: Path) -> list[tuple[str, str, str | None, str]]:
    """What webvtt-py finds: start, end, voice and text of every cue."""
    path = tmp_path / "read.vtt"
    path.write_text(text, encoding="utf-8", newline="")
    return [(one.start, one.end, one.voice, one.text) for one in webvtt.read(str(path)).captions]


# On either clock.


def test_on_the_clock_of_the_recording(tmp_path: Path) -> None:
    made = talk("Nu komt het.", "En dat bleef zo.")
    made = replace(made, comments=(made.comments[0], replace(made.comments[1], applies=(5_000, 9_500))))
    assert read(as_vtt(made, Clock.ORIGINAL), tmp_path) == [
        ("00:00:05.000", "00:00:09.500", "klant", "En dat bleef zo."),
        ("00:00:20.000", "00:00:21.000", "interviewer", "Wat dacht u?"),
        ("00:00:20.000", "00:00:21.000", "klant", "Nu komt het."),
    ]


def test_on_the_clock_of_the_interview_without_sound(tmp_path: Path) -> None:
    # Said at 20, 21 and 22 s: each lasts until the next, the last one at most ten seconds.
    text = as_vtt(talk("Nu komt het.", "En dat bleef zo."), Clock.INTERVIEW)
    assert read(text, tmp_path) == [
        ("00:00:20.000", "00:00:21.000", "interviewer", "Wat dacht u?"),
        ("00:00:21.000", "00:00:22.000", "klant", "Nu komt het."),
        ("00:00:22.000", "00:00:32.000", "klant", "En dat bleef zo."),
    ]
    assert "times since the interview began" in text


def test_in_the_recording_of_the_interview(tmp_path: Path) -> None:
    # The sound began 20.5 s after the interview: the question lies before it, the first comment half a second in it.
    made = talk("Nu komt het.", "Alleen gehoord.")
    heard = replace(made.comments[1], sound=(25_000, 31_250), text="")
    sounding = replace(made.interview, sound=SoundState.OPGENOMEN, sound_offset_ms=20_500, sound_recording="N")
    made = replace(made, interview=sounding, comments=(made.comments[0], heard))
    text = as_vtt(made, Clock.INTERVIEW)
    assert read(text, tmp_path) == [
        ("00:00:00.000", "00:00:01.000", "interviewer", "Wat dacht u?"),
        ("00:00:00.500", "00:00:01.500", "klant", "Nu komt het."),
        ("00:00:04.500", "00:00:10.750", "klant", "(only in the sound)"),
    ]
    assert "times in the recording of the interview" in text


def test_notes_tell_of_stops_on_both_clocks() -> None:
    lines = as_vtt(talk("Ja."), Clock.INTERVIEW).splitlines()
    assert lines[0] == "WEBVTT"
    assert lines[2].startswith("NOTE Recall interview · G-001 · K-417 · client · 2026-03-13T12:00:00+00:00 ·")
    assert "NOTE Stop 1 by client: recording 00:00:20.000, interview 00:00:20.000" in lines


# Whatever is in it.


def test_text_in_two_languages(tmp_path: Path) -> None:
    made = talk("Ik dacht: nu komt het.")
    other = replace(made.comments[0], text_original="كنت أفكر", language="ar")
    text = as_vtt(replace(made, comments=(other,)), Clock.ORIGINAL)
    assert "<v klant>Ik dacht: nu komt het.\n<lang ar>كنت أفكر</lang>\n" in text
    assert read(text, tmp_path)[-1][3] == "Ik dacht: nu komt het.\nكنت أفكر"


@pytest.mark.parametrize("clock", list(Clock))
def test_signs_that_mean_something_are_escaped(tmp_path: Path, clock: Clock) -> None:
    text = as_vtt(talk("a --> b\n\n<b>x</b> & y", "00:00:01.000 --> 00:00:02.000", "NOTE\nniet"), clock)
    assert sum("-->" in line for line in text.splitlines()) == 4  # one for each cue
    assert "a --&gt; b\n&lt;b&gt;x&lt;/b&gt; &amp; y" in text
    assert len(read(text, tmp_path)) == 4


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=60)


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_every_comment_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    found = read(as_vtt(talk(*texts), Clock.INTERVIEW), tmp_path_factory.mktemp("vtt"))
    assert len(found) == 1 + len(texts)
    assert [voice for *_times, voice, _text in found] == ["interviewer", *["klant"] * len(texts)]
    starts = [start for start, *_rest in found]
    assert starts == sorted(starts)
    assert all(start < end for start, end, *_rest in found)


# How it leaves.


def test_a_file_is_written(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    to = tmp_path / "out" / "interview.vtt"
    write_vtt(study, session=held.client, to=to, clock=Clock.ORIGINAL)
    captions = list(webvtt.read(str(to)).captions)
    assert (captions[1].identifier, captions[1].voice, captions[1].text) == (held.comment, "klant", SAID)
    assert [path.name for path in to.parent.iterdir()] == ["interview.vtt"]
    assert b"\r" not in to.read_bytes()


def test_words_leave_with_the_consent_for_quotes_alone(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CASEWORKER, Purpose.CITAAT)
    with pytest.raises(AccessRefused, match="or for quotes"):
        write_vtt(study, session=held.client, to=tmp_path / "i.vtt", clock=Clock.ORIGINAL)
    assert not (tmp_path / "i.vtt").exists()


def test_what_was_set_apart_never_leaves(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    study.perform(asking.change_interview, session=held.client, set_apart=True)
    with pytest.raises(AccessRefused):
        write_vtt(study, session=held.client, to=tmp_path / "i.vtt", clock=Clock.INTERVIEW)


def test_words_that_point_at_a_person_are_held_back(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    study.perform(asking.change_comment, comment=held.comment, text="Bel mevrouw Jansen, 06 12345678")
    to = tmp_path / "i.vtt"
    with pytest.raises(BadInput, match="a telephone number") as refused:
        write_vtt(study, session=held.client, to=to, clock=Clock.ORIGINAL)
    assert "Jansen" not in str(refused.value)
    write_vtt(study, session=held.client, to=to, clock=Clock.ORIGINAL, words_checked=True)
    assert "Jansen" in to.read_text(encoding="utf-8")


def test_a_file_of_somebody_else_is_not_replaced(study: Study, held: Held, tmp_path: Path) -> None:
    recalled.allow(study, CLIENT, Purpose.CITAAT)
    to = tmp_path / "i.vtt"
    to.write_text("mine")
    with pytest.raises(BadFile):
        write_vtt(study, session=held.client, to=to, clock=Clock.ORIGINAL)
    assert to.read_text() == "mine"
