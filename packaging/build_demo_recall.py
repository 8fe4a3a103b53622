"""Make the recall interviews of the demonstration: `python packaging/build_demo_recall.py`, after `build_demo.py`.

Writes `resources/demo/recall.json`, and the sound of one interview beside it. Everything in it is synthetic. Needs the
program `espeak-ng`.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from demo_recall_script import CONGRUENCE, INTERVIEWS, RATINGS, Ask, Interview, Moment, Say, Stop
from demo_voice import RATE_HZ, Samples, Sound, SpokenLine, Voice, say, speak_all

FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "demo"
SOUND: Final = "recall.ogg"
SOUND_OFFSET_MS: Final = 1_200
"""The recorder was switched on so long after the interview began."""
BITS_PER_S: Final = 12_000
_GRID_MS: Final = 20
_BEGIN_MS, _THINK_MS, _SETTLE_MS, _END_MS = 4_000, 900, 1_400, 6_000
_FAR: Final = 0.25  # the conversation as the microphone on the table hears it
_VOICES: Final = {
    "interviewer": Voice("nl+f4", 158, 55),
    "tolk": Voice("nl+f1", 168, 60),
    "K-417": Voice("nl+m3", 150, 40),
    "M-083": Voice("nl+f2", 165, 48),
    "ar": Voice("ar+m3", 150, 40),
}


@dataclass(slots=True)
class Course:
    """How an interview goes: what happened until now, and what is heard, on the clock of the session."""

    interview: Interview
    lines: dict[str, SpokenLine]
    now_ms: int = _BEGIN_MS
    position_ms: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    heard: list[tuple[int, Samples]] = field(default_factory=list)
    played: list[tuple[int, int, int]] = field(default_factory=list)

    def plays_to(self, position_ms: int) -> None:
        """Play the recording until there."""
        if position_ms <= self.position_ms:
            return
        length_ms = position_ms - self.position_ms
        self.played.append((self.now_ms, self.position_ms, position_ms))
        self._notes("shown", start_ms=self.position_ms, end_ms=position_ms)
        self.now_ms += length_ms
        self.position_ms = position_ms

    def stops(self, stop: Stop) -> None:
        """Stop, talk, perhaps rest, and go on."""
        self._notes("stop", position_ms=self.position_ms, initiator=stop.initiator, moment=stop.moment)
        self.now_ms += _SETTLE_MS
        asked = False
        for one in stop.said:
            if isinstance(one, Ask):
                self._notes("ask", type=one.type, text=one.text, card=one.card)
                self._says(one.text, "interviewer")
                asked = True
            else:
                self._comments(one, asked=asked)
        if stop.rest_s:
            until_ms = self.now_ms + round(stop.rest_s * 1000)
            self._notes("rest", until_ms=until_ms, position_ms=self.position_ms)
            self.now_ms = until_ms
        self.now_ms += _SETTLE_MS
        again_ms = self.position_ms - round(stop.again_s * 1000) if stop.again_s else None
        self._notes("resume", replay_from_ms=again_ms)
        self.position_ms = self.position_ms if again_ms is None else again_ms

    def reaches(self, number: int, moment: Moment) -> None:
        """A planned moment comes, or is skipped."""
        begin_ms = self.lines[moment.start].start_ms
        if self.interview.plan["stimulus"] == "hele_video":
            self.plays_to(begin_ms)
        elif not moment.skipped:
            self.position_ms = begin_ms
        self._notes("moment", number=number, skipped=moment.skipped)

    def _comments(self, one: Say, *, asked: bool) -> None:
        told: dict[str, Any] = {
            "do": "comment",
            "session_ms": self.now_ms,
            "text": one.text,
            "asked": asked,
            "about": dict(one.about),
        }
        from_ms = self.now_ms
        if one.original:
            self._says(one.original, one.language)
            told["about"] |= {"text_original": one.original, "language": one.language, "translated_by": "tolk"}
        self._says(one.text, "tolk" if one.original else self.interview.recaller)
        if self.interview.recorded:
            told["about"]["sound"] = [from_ms, self.now_ms - _THINK_MS]
        self.events.append(told)

    def _says(self, text: str, voice: str) -> None:
        clip = say(text, _VOICES[voice])
        self.heard.append((self.now_ms, clip))
        self.now_ms += -(-len(clip) * 1000 // RATE_HZ // _GRID_MS) * _GRID_MS + _THINK_MS

    def _notes(self, do: str, **what: Any) -> None:
        self.events.append({"do": do, "session_ms": self.now_ms, **what})


def build(folder: Path = FOLDER) -> None:
    """Write the interviews, and the sound of the one that was recorded."""
    sound = speak_all()
    lines = {spoken.line.key: spoken for spoken in sound.lines}
    told = []
    for interview in INTERVIEWS:
        course = run(interview, lines, sound.duration_ms)
        told.append(_told(course))
        if interview.recorded:
            write_sound(folder / SOUND, mixed(course, sound))
    whole = {"interviews": told, "ratings": _ratings(), "congruence": _congruence(lines)}
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    (folder / "recall.json").write_text(text, encoding="utf-8", newline="\n")


def run(interview: Interview, lines: dict[str, SpokenLine], duration_ms: int) -> Course:
    """Go through an interview from begin to end."""
    course = Course(interview, lines)
    waiting = list(enumerate(interview.moments))
    for stop in interview.stops:
        at_ms = lines[stop.line].end_ms + round(stop.after_s * 1000)
        while waiting and lines[waiting[0][1].start].start_ms <= at_ms:
            _finish_moment(course, waiting[0][0])
            course.reaches(*waiting.pop(0))
        course.plays_to(at_ms)
        course.stops(stop)
    _finish_moment(course, len(interview.moments) - len(waiting))
    for number, moment in waiting:
        course.reaches(number, moment)
    if interview.plan["stimulus"] == "hele_video":
        course.plays_to(duration_ms)
    return course


def _finish_moment(course: Course, following: int) -> None:
    """Of chosen moments, show the one before to its end."""
    if course.interview.plan["stimulus"] == "fragmenten" and following > 0:
        course.plays_to(course.lines[course.interview.moments[following - 1].end].end_ms)


def mixed(course: Course, sound: Sound) -> Samples:
    """What the microphone heard: the people near it, the recording further off; mono, from `SOUND_OFFSET_MS` on."""
    far = sound.stereo.mean(axis=1) * _FAR
    whole = np.zeros((course.now_ms + _END_MS) * RATE_HZ // 1000)
    for session_ms, start_ms, end_ms in course.played:
        part = far[start_ms * RATE_HZ // 1000 : end_ms * RATE_HZ // 1000]
        begin = session_ms * RATE_HZ // 1000
        whole[begin : begin + len(part)] += part
    for session_ms, clip in course.heard:
        begin = session_ms * RATE_HZ // 1000
        whole[begin : begin + len(clip)] += clip
    return whole[SOUND_OFFSET_MS * RATE_HZ // 1000 :]


def write_sound(path: Path, mono: Samples) -> None:
    """Write it as Opus, small and made for voices."""
    pcm = np.ascontiguousarray(mono * 0.9, dtype=np.float32).reshape(1, -1)
    options = {"application": "voip", "vbr": "on"}
    with av.open(str(path), "w", format="ogg", container_options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono", options=options)
        stream.bit_rate = BITS_PER_S
        frame = av.AudioFrame.from_ndarray(pcm, format="flt", layout="mono")
        frame.sample_rate = RATE_HZ
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48_000, frame_size=960)
        for made in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(made))
        container.mux(stream.encode(None))


def _told(course: Course) -> dict[str, Any]:
    interview, lines = course.interview, course.lines
    moments = [[lines[one.start].start_ms, lines[one.end].end_ms, one.method, one.why] for one in interview.moments]
    return {
        "recaller": interview.recaller,
        "held_after_h": interview.held_after_h,
        "plan": {"language": "nl", **interview.plan, "moments": moments},
        "present": [{"pseudonym": name, "role": role} for name, role in interview.present],
        "instruction_version": "1",
        "events": course.events,
        "length_ms": course.now_ms + _END_MS,
        "wellbeing": interview.wellbeing,
        "ended_reason": interview.ended_reason,
        "sound": SOUND if interview.recorded else None,
        "sound_offset_ms": SOUND_OFFSET_MS if interview.recorded else 0,
    }


def _ratings() -> list[dict[str, Any]]:
    return [{"rater": who, "item": item, "score": score} for who, said in RATINGS for item, score in said.items()]


def _congruence(lines: dict[str, SpokenLine]) -> list[dict[str, Any]]:
    return [
        {"start_ms": lines[start].start_ms, "end_ms": lines[end].end_ms, "judgement": judgement, "note": note}
        for start, end, judgement, note in CONGRUENCE
    ]


if __name__ == "__main__":
    build()
