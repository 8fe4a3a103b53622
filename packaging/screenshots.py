"""Makes the pictures of the README anew: `python3 packaging/screenshots.py`. Needs Xvfb and PulseAudio.

The real window on the demonstration study, on a virtual screen; look at each picture before it is kept.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from environment import ensure

if TYPE_CHECKING:
    from collections.abc import Callable

    from recall_studio.ui.app import Program

PROJECT = Path(__file__).resolve().parent.parent
SHOTS = PROJECT / "resources" / "screenshots"
SIZE = (1440, 900)
AT_MS = 46_000
SETTLE_MS = 1200


class Shot(NamedTuple):
    """One picture: what it is called, how the window speaks and looks, and what is shown."""

    name: str
    language: str
    theme: str
    show: "Callable[[Program], None]"


def coding(program: "Program") -> None:
    """Coding, with a stretch selected and another running."""
    study = program.open_study
    assert study is not None and study.frame is not None  # noqa: S101, PT018 - a script of ours
    study.frame.show_workspace("coding")
    study.playing.player.seek(AT_MS)
    study.session.select(next(view.id for view in study.coding.views() if view.own and not view.is_point))


def library(program: "Program") -> None:
    """The conversations."""
    assert program.open_study is not None and program.open_study.frame is not None  # noqa: S101, PT018
    program.open_study.frame.show_workspace("library")


def plain(program: "Program") -> None:
    """Looking and marking."""
    coding(program)
    assert program.open_study is not None  # noqa: S101
    program.open_study.session.show_plainly(plain=True)


SHOWN = (
    Shot("coding_light_en", "en", "light", coding),
    Shot("coding_dark_nl", "nl", "dark", coding),
    Shot("library_light_en", "en", "light", library),
    Shot("marking_light_nl", "nl", "light", plain),
)


def main(arguments: list[str]) -> int:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=SHOTS, help="folder of the pictures")
    parser.add_argument("--size", default="x".join(map(str, SIZE)), help="of the window, such as 1280x720")
    asked = parser.parse_args(arguments)
    python = ensure(dev=True)
    if Path(sys.prefix) != python.parent.parent:
        return subprocess.call([str(python), __file__, *arguments])
    sys.path.insert(0, str(PROJECT))
    from tests import screens

    screens.for_this_process()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recall-screenshots-") as folder:
        os.environ["RECALL_STUDIO_STATE"] = folder
        _shoot(Path(folder), asked.to, tuple(int(part) for part in asked.size.split("x")))
    return 0


def _shoot(folder: Path, to: Path, size: tuple[int, ...]) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from recall_studio.exchange.demo import make_demo
    from recall_studio.ui.app import Program
    from recall_studio.ui.start.chosen import Chosen

    application = QApplication([])
    demo = make_demo(folder)
    for shot in SHOWN:
        program = Program(application)
        program.preferences.change(language=shot.language, theme=shot.theme)
        program.start(None)
        program.window.resize(*size)
        program.open(Chosen(demo.path, then="coding", member="A"))
        QTest.qWait(2 * SETTLE_MS)
        shot.show(program)
        QTest.qWait(SETTLE_MS)
        program.window.grab().save(str(to / f"{shot.name}.png"))
        print(f"{shot.name}.png")
        program.window.let_go()
        program.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
