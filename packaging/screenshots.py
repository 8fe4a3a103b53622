"""Makes the pictures of the README anew: `python3 packaging/screenshots.py`. Needs Xvfb and PulseAudio.

The real window on the demonstration study, on a virtual screen; look at each picture before it is kept. `--gallery
FOLDER` makes all main screens instead, in three sizes, light and dark, in both languages: to look at, not to keep.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import recall_screens
from environment import ensure

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from recall_studio.ui.app import Program
    from recall_studio.ui.open_study import OpenStudy
    from recall_studio.ui.recall.leading.page import LeadingPage
    from recall_studio.ui.study_frame import StudyFrame

PROJECT = Path(__file__).resolve().parent.parent
SHOTS = PROJECT / "resources" / "screenshots"
SIZE = (1440, 900)
GALLERY_SIZES = ((1280, 720), SIZE, (2560, 1440))
VIEWER_SIZE = (1280, 800)
AT_MS = 46_000
SETTLE_MS = 2500
SOON_MS = 500


class Shot(NamedTuple):
    """One picture: what it is called, how the window speaks and looks, and what is shown."""

    name: str
    language: str
    theme: str
    show: "Callable[[Program], None]"


class Screen(NamedTuple):
    """One screen of the gallery: what it is called, where it is, and the keys that open what lies over it."""

    name: str
    place: str
    keys: tuple[str, ...] = ()


def coding(program: "Program") -> None:
    """Coding, with a stretch selected and another running."""
    study, frame = _shown(program)
    frame.show_workspace("coding")
    study.playing.player.seek(AT_MS)
    study.session.select(next(view.id for view in study.coding.views() if view.own and not view.is_point))


def library(program: "Program") -> None:
    """The conversations."""
    _shown(program)[1].show_workspace("library")


def plain(program: "Program") -> None:
    """Looking and marking."""
    coding(program)
    _shown(program)[0].session.show_plainly(plain=True)


def codebook(program: "Program") -> None:
    """The codebook in its editor, at a code whose definition waits in the concept."""
    from recall_studio.domain.codebook import Text
    from recall_studio.edits.codebook_editing import change_code
    from recall_studio.ui.project.codebook.section import CodebookSection

    study, frame = _shown(program)
    book = study.session.codebook
    code = next(code for code in book.codes if code.parent is not None)
    said = Text(f"{code.definition.nl} Ook van een naaste.", code.definition.en)
    study.session.do(change_code, code=code.key, definition=said)
    frame.show_workspace("project/codebook")
    for section in frame.findChildren(CodebookSection):
        section.outline.choose(code.key)


def finding(program: "Program") -> None:
    """What was marked in any conversation."""
    _shown(program)[1].show_workspace("finding")


class Held(NamedTuple):
    """Two pictures of an interview that is held: of the panel (none without a name) and of the viewer's window."""

    panel: str
    viewer: str
    theme: str
    language: str
    viewer_language: str


SHOWN = (
    Shot("coding_light_en", "en", "light", coding),
    Shot("coding_dark_nl", "nl", "dark", coding),
    Shot("library_light_en", "en", "light", library),
    Shot("marking_light_nl", "nl", "light", plain),
    Shot("finding_light_nl", "nl", "light", finding),
    Shot("recall_card_light_nl", "nl", "light", recall_screens.tab("perspectives")),
    Shot("recall_quality_light_en", "en", "light", recall_screens.tab("quality")),
    Shot("codebook_light_nl", "nl", "light", codebook),  # the last: it changes the study
)

HELD = (
    Held("recall_panel_light_nl", "recall_viewer_nl", "light", "nl", "nl"),
    Held("", "recall_viewer_ar", "light", "nl", "ar"),
)
"""They come last, for each leaves one more interview in the study."""

PAGES = (
    Screen("coding", "coding"),
    Screen("done", "coding", ("Ctrl+D",)),
    Screen("conversation_page", "coding", ("Ctrl+P",)),
    Screen("palette", "coding", ("Ctrl+K",)),
    Screen("keys", "coding", ("?",)),
    Screen("preferences", "coding", ("Ctrl+,",)),
    Screen("library", "library"),
    Screen("consent", "library", ("Ctrl+T",)),
    Screen("adding", "library", ("Ctrl+N",)),
    Screen("adding_live", "library", ("Ctrl+Shift+N",)),
    Screen("finding", "finding"),
)
"""The main screens beside the sections of the project, which say themselves what they are."""


def main(arguments: list[str]) -> int:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=SHOTS, help="folder of the pictures")
    parser.add_argument("--size", default="x".join(map(str, SIZE)), help="of the window, such as 1280x720")
    parser.add_argument("--gallery", type=Path, help="make all main screens in this folder instead")
    asked = parser.parse_args(arguments)
    python = ensure(dev=True)
    if Path(sys.prefix) != python.parent.parent:
        return subprocess.call([str(python), __file__, *arguments])
    sys.path.insert(0, str(PROJECT))
    from tests import screens

    screens.for_this_process()
    to = asked.gallery or asked.to
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recall-screenshots-") as folder:
        os.environ["RECALL_STUDIO_STATE"] = folder
        if asked.gallery:
            _hang(Path(folder), to)
        else:
            _shoot(Path(folder), to, tuple(int(part) for part in asked.size.split("x")))
    return 0


def _shoot(folder: Path, to: Path, size: tuple[int, ...]) -> None:
    """The pictures of the README."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from recall_studio.exchange.demo import make_demo

    application = QApplication([])
    demo = make_demo(folder).path
    for shot in SHOWN:
        program = _open(application, demo, language=shot.language, theme=shot.theme)
        program.window.resize(*size)
        shot.show(program)
        QTest.qWait(SETTLE_MS)
        _save(program, to / f"{shot.name}.png")
        _close(program)
    for held in HELD:
        program = _open(application, demo, language=held.language, theme=held.theme)
        program.window.resize(*size)
        with recall_screens.leading(program, language=held.viewer_language, just_held=True) as page:
            _save_held(program, page, to, held)
        _close(program)


def _hang(folder: Path, to: Path) -> None:
    """The gallery."""
    from PySide6.QtWidgets import QApplication

    from recall_studio.exchange.demo import make_demo
    from recall_studio.ui.project.workspace import SECTIONS

    application = QApplication([])
    demo = make_demo(folder).path
    sections = tuple(Screen(f"project_{one.key}", f"project/{one.key}") for one in SECTIONS)
    for language in ("nl", "en"):
        for theme in ("light", "dark"):
            program = _open(application, demo, language=language, theme=theme)
            for width, height in GALLERY_SIZES:
                program.window.resize(width, height)
                for screen in (*PAGES, *sections):
                    _show(program, screen)
                    _save(program, to / f"{screen.name}_{theme}_{language}_{width}x{height}.png")
                _hang_recall(program, to, f"{theme}_{language}_{width}x{height}")
            _close(program)
    for language, theme in (("nl", "light"), ("en", "dark")):  # last: each leaves interviews in the study
        program = _open(application, demo, language=language, theme=theme)
        for heard in (language, "ar"):
            held = Held(f"recall_panel_{heard}_{theme}_{language}", f"recall_viewer_{heard}", theme, language, heard)
            with recall_screens.leading(program, language=heard, just_held=True) as page:
                _save_held(program, page, to, held)
        _close(program)


def _hang_recall(program: "Program", to: Path, which: str) -> None:
    """The tabs of recall interviews, and what goes on paper."""
    from PySide6.QtTest import QTest

    _press(program, "Esc")
    for name in recall_screens.TABS:
        recall_screens.tab(name)(program)
        QTest.qWait(3 * SOON_MS)
        _save(program, to / f"recall_{name}_{which}.png")
    recall_screens.papers(program)
    QTest.qWait(SOON_MS)
    _save(program, to / f"recall_papers_{which}.png")
    _press(program, "Esc")


def _save_held(program: "Program", page: "LeadingPage", to: Path, held: Held) -> None:
    from PySide6.QtTest import QTest

    if held.panel:
        _save(program, to / f"{held.panel}.png")
    page.viewer.resize(*VIEWER_SIZE)
    QTest.qWait(SOON_MS)
    page.viewer.grab().save(str(to / f"{held.viewer}.png"))
    print(f"{held.viewer}.png")


def _show(program: "Program", screen: Screen) -> None:
    """Go to a screen as a user does: what lay over the one before goes by Esc."""
    from PySide6.QtTest import QTest

    _press(program, "Esc")
    if screen.place == "coding":
        coding(program)
    _shown(program)[1].show_workspace(screen.place)
    QTest.qWait(SOON_MS)
    for key in screen.keys:
        _press(program, key)
    QTest.qWait(SOON_MS)


def _press(program: "Program", key: str) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    stroke = QKeySequence(key)[0]  # type: ignore[index]
    QTest.keyClick(QApplication.focusWidget() or program.window, stroke.key(), stroke.keyboardModifiers())


def _open(application: "QApplication", demo: Path, *, language: str, theme: str) -> "Program":
    """The program on the demonstration, once its first picture is there."""
    from PySide6.QtTest import QTest

    from recall_studio.ui.app import Program
    from recall_studio.ui.start.chosen import Chosen

    program = Program(application)
    program.preferences.change(language=language, theme=theme)
    program.start(None)
    program.window.resize(*SIZE)
    program.open(Chosen(demo, then="coding", member="A"))
    QTest.qWait(3 * SETTLE_MS)  # the waveform is computed beside the window
    return program


def _close(program: "Program") -> None:
    program.window.let_go()
    program.end()


def _save(program: "Program", to: Path) -> None:
    program.window.grab().save(str(to))
    print(to.name)


def _shown(program: "Program") -> "tuple[OpenStudy, StudyFrame]":
    study = program.open_study
    assert study is not None and study.frame is not None  # noqa: S101, PT018 - a script of ours
    return study, study.frame


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
