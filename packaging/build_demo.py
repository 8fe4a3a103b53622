"""Make the demonstration recording with its transcript and codings: `python packaging/build_demo.py`.

Writes `resources/demo/`. Everything in it is synthetic. Needs Pillow and the program `espeak-ng`.
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from demo_film import film
from demo_script import CODINGS, Coding
from demo_voice import Sound, SpokenLine, speak_all

FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "demo"
RECORDING: Final = "G-001"
_DESCRIPTION: Final = {
    "title": "Voorbeeldgesprek: werk, taal en kansen",
    "recording": RECORDING,
    "media": "conversation.mp4",
    "turns": "turns.vtt",
    "codings": "codings.csv",
    "held_at": "2026-03-12T10:00",
    "type": "voortgang",
    "channel": "kamer",
    "wave": "T0",
    "persons": [{"pseudonym": "K-417", "role": "klant"}, {"pseudonym": "M-083", "role": "klantmanager"}],
}
_ABOUT: Final = {
    "about_nl": "Een synthetisch gesprek met getekende mensen, computerstemmen en bedachte codeurs; niets is echt.",
    "about_en": "A synthetic conversation with drawn people, computer voices and invented coders; none of it is real.",
}


def build(folder: Path = FOLDER) -> None:
    """Write the four files of the demonstration into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    sound = speak_all()
    (folder / "turns.vtt").write_text(transcript(sound), encoding="utf-8", newline="\n")
    write_codings(folder / "codings.csv", sound)
    description = {**_DESCRIPTION, "duration_ms": sound.duration_ms, **_ABOUT}
    text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    (folder / "demo.json").write_text(text, encoding="utf-8", newline="\n")
    film(folder / "conversation.mp4", sound)


def transcript(sound: Sound) -> str:
    """Give the lines as WebVTT, one cue each, at the times of the sound."""
    cues = [
        f"{_clock(spoken.start_ms)} --> {_clock(spoken.end_ms)}\n"
        f"<v {spoken.line.speaker.capitalize()}>{spoken.line.text}\n"
        for spoken in sound.lines
    ]
    return "\n".join(["WEBVTT\n", *cues])


def write_codings(path: Path, sound: Sound) -> None:
    """Write what both coders marked as CSV, by coder and time."""
    lines = {spoken.line.key: spoken for spoken in sound.lines}
    rows = sorted(
        ((coding.coder, _start_ms(coding, lines), coding) for coding in CODINGS), key=lambda row: (row[0], row[1])
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["recording", "coder", "code", "start_ms", "end_ms", "note"])
        for coder, start_ms, coding in rows:
            writer.writerow([RECORDING, coder, coding.code, start_ms, _end_ms(coding, lines), coding.note])


def _start_ms(coding: Coding, lines: Mapping[str, SpokenLine]) -> int:
    line = lines[coding.start]
    start_ms = line.start_ms + round(coding.shift_s * 1000)
    if start_ms >= line.end_ms:
        raise ValueError(f"{coding} starts after the end of its line.")
    return start_ms


def _end_ms(coding: Coding, lines: Mapping[str, SpokenLine]) -> int | None:
    if coding.end is None:
        return None
    return lines[coding.end].end_ms + round(coding.end_shift_s * 1000)


def _clock(time_ms: int) -> str:
    minutes, rest_ms = divmod(time_ms, 60_000)
    return f"00:{minutes:02}:{rest_ms // 1000:02}.{rest_ms % 1000:03}"


if __name__ == "__main__":
    build()
