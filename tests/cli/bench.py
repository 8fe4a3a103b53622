"""A workbench with a study in which every promised line has something to work on."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from recall_studio.domain.consent import Purpose
from recall_studio.edits.recall.asking import change_comment
from recall_studio.store.opening import Opening, open_study
from tests.edits.recall import interviewing
from tests.exchange import recalled, studies
from tests.journeys.recordings import write
from tests.journeys.terminal import Answer, Terminal
from tests.media.clips import Clip

LONG = Clip(".mp3", sound="libmp3lame", seconds=Fraction(31))
SHORT = Clip(".wav", sound="pcm_s16le", seconds=Fraction(1))
SHORTER = Clip(".wav", sound="pcm_s16le", seconds=Fraction(1, 2))
STUDY = "STUDY.recall"
RECALLED = "RECALLED.recall"
"""A study with two recall interviews on G-001, by K-417 and M-083; the first may be quoted."""
LEADING = "LEADING.recall"
"""A study with a recall interview on G-01 that goes on with K-417, and one that is prepared with M-083."""
HEARD = "HEARD.recall"
"""A study with two recall interviews on G-001, of which that with M-083 has sound."""
ALONG = "--purpose meekijken --form v1 --method schriftelijk --collector A"
CONSENT = "--purpose opname --purpose onderzoek --form v1 --method schriftelijk --collector A"

SETTING = (
    f"new {STUDY} --title Proef",
    f"add {STUDY} lang.mp3 --name G-001 --person K-001:klant --person M-001:klantmanager",
    f"consent {STUDY} --person K-001 {CONSENT}",
    f"consent {STUDY} --person M-001 {CONSENT}",
    f"tag {STUDY} --recording G-001 --coder A --code disc_ervaring --start 2 --end 4 --note stilte",
    f"range {STUDY} --recording G-001 --coder A --start 0 --end 30 --codes disc",
    f"tag {STUDY} --recording G-001 --coder A --code maat_regels --start 7",
    f"undo {STUDY}",
    *(
        f"live-add {STUDY} --name {name} --person K-801:klant --person M-801:klantmanager"
        for name in ("V-001", "V-002")
    ),
    *(f"consent {STUDY} --person {person} {ALONG}" for person in ("K-801", "M-801")),
    f"live-begin {STUDY} --conversation V-001",
    f"backups {STUDY} --now",
    f"pack {STUDY} --to FILE",
    f"share {STUDY} --to WORK",
)


@dataclass
class Bench:
    """A terminal in a folder with STUDY.recall, media, tables, codebooks and a packed study."""

    terminal: Terminal

    @property
    def folder(self) -> Path:
        return self.terminal.folder

    @property
    def backup(self) -> str:
        """The name of the backup that was made last."""
        return max(place.name for place in (self.folder / STUDY / "backups").iterdir())

    def types(self, line: str | Sequence[str], *, stdin: str = "") -> Answer:
        """Run a line; BACKUP stands for the name of the latest backup."""
        filled = line.replace("BACKUP", self.backup) if isinstance(line, str) and "BACKUP" in line else line
        return self.terminal.types(filled, stdin=stdin)

    def does(self, line: str | Sequence[str], *, stdin: str = "") -> Answer:
        """Run a line that must succeed."""
        answer = self.types(line, stdin=stdin)
        assert answer.status == 0, answer
        return answer

    def moments(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = self.does(f"moments {STUDY} --json").json["moments"]
        return rows

    def members(self) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = self.does(f"member {STUDY} --json").json["members"]
        return rows


def set_up(folder: Path) -> Bench:
    """Make everything that the lines name."""
    folder.mkdir()
    write(LONG, folder / "lang.mp3")
    write(SHORT, folder / "MEDIA")
    write(SHORTER, folder / "MEDIA2")
    for left in ("clip.mp3", "clip.wav"):
        (folder / left).unlink()
    (folder / "FILE.csv").write_text("coder,code,start_ms,end_ms,note\nB,taal_tolk,1000,2000,\n", encoding="utf-8")
    (folder / "FULL.csv").write_text("recording,coder,code,start_ms,end_ms\nG-001,A,disc,1,\n", encoding="utf-8")
    (folder / "CODES.csv").write_text("key,theme,label_nl\nwerk,,Werk\nwerk_wens,werk,Wens\n", encoding="utf-8")
    shutil.copy(Path(__file__).parents[2] / "resources" / "codebook_default.json", folder / "CODES.json")
    (folder / "DIR").mkdir()
    bench = Bench(Terminal(folder))
    for line in SETTING:
        bench.does(line)
    with closing(studies.make(folder / RECALLED)) as study:
        recalled.held(study)
        recalled.allow(study, recalled.CLIENT, Purpose.CITAAT)
    with closing(studies.make(folder / HEARD)) as study:
        sessions = recalled.held(study)
        recalled.heard(study, sessions.caseworker, folder / "heard.wav", sound_offset_ms=0)
    interviewing.found_ready(folder / LEADING, folder / "leading.mp4")
    with closing(open_study(folder / LEADING, Opening())) as study:
        interviewing.prepare(study, "M-083")
        at = interviewing.stop(study, interviewing.begin(study))
        said = interviewing.comment(study, at, prompt=interviewing.ask(study, at))
        study.perform(change_comment, comment=said, by_participant=True, text="Ik had haast.")
    return bench
