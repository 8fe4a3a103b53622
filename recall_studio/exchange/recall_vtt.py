"""A recall interview as WebVTT, on the clock of the recording that was looked back at or on the interview's own.

Questions and comments are cues, by role and never by name; stops are notes between them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.analysis.recall.discussed import stretch_of
from recall_studio.analysis.recall.leaving import leaving
from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.personal_text import FINDING_WORDS
from recall_studio.domain.recall.interview import Clock, in_sound
from recall_studio.domain.recall.kinds import INITIATOR_WORDS, SoundState
from recall_studio.domain.study import role_in_words
from recall_studio.domain.timecode import format_ms
from recall_studio.domain.words import _, in_words
from recall_studio.exchange import writing
from recall_studio.exchange.exporting import look_at_notes
from recall_studio.store import access

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recall_studio.domain.access import Release
    from recall_studio.domain.ids import RecallSessionId
    from recall_studio.domain.recall.interview import Comment, Interview, Prompt, Record, Stop
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

SHORTEST_MS = 1_000
"""So long at least is a cue of which no end is known; players show it that long."""
LONGEST_MS = 10_000
"""So long at most it is taken to last when nothing comes after it."""
_ARROW, _ARROW_APART = "-->", "-- >"


class Cue(NamedTuple):
    """What somebody says, in ms of the chosen clock; `name` is an id of the study, `voice` a role.

    What lies at one place is told in the order of the interview, so `session_ms` comes second.
    """

    start_ms: int
    session_ms: int
    end_ms: int
    name: str
    voice: str
    text: str
    original: str = ""
    original_language: str = ""


class Remark(NamedTuple):
    """A note between cues, at a place of the chosen clock."""

    at_ms: int
    text: str


def as_vtt(record: Record, clock: Clock) -> str:
    """The interview as the text of a WebVTT file (W3C webvtt1): UTF-8, lines end in LF.

    On the clock of the original recording a comment is where it is about, a question where it was stopped. On the
    interview's own clock both are when they were said: in the interview's own recording where there is one, else
    since it began; what was said before that recording began is at its begin.
    """
    cues = sorted(_cues(record, clock))
    remarks = sorted(_remarks(record, clock))
    blocks = ["WEBVTT", _note(_head(record.interview, clock))]
    for cue in cues:
        while remarks and remarks[0].at_ms <= cue.start_ms:
            blocks.append(_note(remarks.pop(0).text))
        blocks.append(_cue(cue))
    blocks += [_note(remark.text) for remark in remarks]
    return "\n\n".join(blocks) + "\n"


def _head(interview: Interview, clock: Clock) -> str:
    facts = (interview.recording, interview.recaller, role_in_words(interview.recaller_role), interview.started_at)
    what = " · ".join(fact for fact in facts if fact)
    said = {
        Clock.ORIGINAL: _("times in the recording that was looked back at"),
        Clock.INTERVIEW: _("times in the recording of the interview")
        if interview.sound is not SoundState.GEEN
        else _("times since the interview began"),
    }
    return f"{_('Recall interview')} · {what} · {said[clock]}"


def _cues(record: Record, clock: Clock) -> Iterator[Cue]:
    stops = {stop.id: stop for stop in record.stops}
    viewer = record.interview.recaller_role.value
    said_at = sorted([one.session_ms for one in record.prompts] + [one.session_ms for one in record.comments])
    for prompt in record.prompts:
        start, end = _of_prompt(prompt, stops[prompt.stop], record.interview, clock, said_at)
        yield Cue(start, prompt.session_ms, end, prompt.id, "interviewer", prompt.text)
    for comment in record.comments:
        start, end = _of_comment(comment, stops[comment.stop], record.interview, clock, said_at)
        text = comment.text or _("(only in the sound)")
        yield Cue(start, comment.session_ms, end, comment.id, viewer, text, comment.text_original, comment.language)


def _of_prompt(prompt: Prompt, stop: Stop, interview: Interview, clock: Clock, said_at: list[int]) -> tuple[int, int]:
    if clock is Clock.ORIGINAL:
        return stop.position_ms, stop.position_ms + SHORTEST_MS
    return _told(prompt.session_ms, interview, said_at)


def _of_comment(
    comment: Comment, stop: Stop, interview: Interview, clock: Clock, said_at: list[int]
) -> tuple[int, int]:
    if clock is Clock.ORIGINAL:
        start, end = stretch_of(comment, stop)
        return start, max(end, start + SHORTEST_MS)
    if comment.sound is not None:
        start = _own(comment.sound[0], interview)
        return start, max(_own(comment.sound[1], interview), start + 1)
    return _told(comment.session_ms, interview, said_at)


def _told(session_ms: int, interview: Interview, said_at: list[int]) -> tuple[int, int]:
    """From when it was said to what was said next, within bounds."""
    later = next((at for at in said_at if at > session_ms), session_ms + LONGEST_MS)
    start = _own(session_ms, interview)
    return start, start + min(LONGEST_MS, max(SHORTEST_MS, later - session_ms))


def _own(session_ms: int, interview: Interview) -> int:
    """The place in the interview's own recording; without one, on the clock of the session."""
    return session_ms if interview.sound is SoundState.GEEN else in_sound(session_ms, interview) or 0


def _remarks(record: Record, clock: Clock) -> Iterator[Remark]:
    for stop in record.stops:
        at_ms = stop.position_ms if clock is Clock.ORIGINAL else _own(stop.session_ms, record.interview)
        yield Remark(
            at_ms,
            _(
                "Stop {number} by {who}: recording {position}, interview {session}",
                number=stop.number,
                who=_(INITIATOR_WORDS[stop.initiator]),
                position=format_ms(stop.position_ms),
                session=format_ms(stop.session_ms),
            ),
        )


def _note(text: str) -> str:
    return f"NOTE {_one_line(text)}"


def _cue(cue: Cue) -> str:
    text = f"<v {cue.voice}>{_escaped(cue.text)}"
    if cue.original:
        language = "".join(sign for sign in cue.original_language if sign.isalnum() or sign == "-")
        text += f"\n<lang {language or 'und'}>{_escaped(cue.original)}</lang>"
    return f"{cue.name}\n{format_ms(cue.start_ms)} {_ARROW} {format_ms(cue.end_ms)}\n{text}"


def _escaped(text: str) -> str:
    """A text as it may stand in a cue: no blank line, which would end it; no arrow; & < > escaped."""
    lines = (line.strip() for line in text.splitlines())
    return escape("\n".join(line for line in lines if line), quote=False)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace(_ARROW, _ARROW_APART)


def write_vtt(study: Study, *, session: RecallSessionId, to: Path, clock: Clock, words_checked: bool = False) -> None:
    """Write an interview as WebVTT; on any thread, since what is read of the study is read by its writer.

    Args:
        study: where.
        session: the interview.
        to: the file.
        clock: whose times.
        words_checked: somebody read the words, and nobody is named in them.

    Raises:
        AccessRefused: it may not leave, or its viewer may not be quoted.
        BadInput: its words seem to point at a person.
        BadFile, DiskFull: the place cannot be written to, or something of that name is there already.
    """
    release, record = study.perform(_let_out, session=session)
    if not words_checked:
        _refuse_names(record)
    content = as_vtt(record, clock)

    def fill(folder: Path) -> None:
        (folder / to.name).write_text(content, encoding="utf-8", newline="\n")

    writing.write(release, to=to.parent, make=fill)


def _let_out(study: Writing, *, session: RecallSessionId) -> tuple[Release, Record]:
    release = access.release(study, operation=Operation.EXPORT, purpose=access.OWN_ANALYSIS, notes=True)
    may = leaving(study, as_seen_by=study.acting, release=release)
    record = next((one for one in may.records if one.interview.id == session), None)
    if record is None or session not in may.quotable:
        raise AccessRefused(
            _("The words of this interview may not leave: the consent for that is missing, or for quotes."),
            operation=Operation.EXPORT.value,
            subjects=(session,),
            remedy=_("“recall-studio consent” records an answer."),
        )
    return release, record


def _refuse_names(record: Record) -> None:
    words = [prompt.text for prompt in record.prompts]
    words += [text for comment in record.comments for text in (comment.text, comment.text_original) if text]
    found = look_at_notes(words)
    if found.notes:
        raise BadInput(
            _(
                "The words of this interview seem to hold {what}, so they were held back.",
                what=in_words([_(FINDING_WORDS[kind]) for kind in found.kinds]),
            ),
            remedy=_("Read them, and export with “--notes-checked” when nobody is named in them."),
        )
