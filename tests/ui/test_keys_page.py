"""The page of keys: every chord and every command's key, on one sheet of paper, as PDF and as web page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from recall_studio.domain.errors import BadFile
from recall_studio.domain.words import speak
from recall_studio.ui.commands.listing import COMMANDS
from recall_studio.ui.keys_help import KeysHelp
from recall_studio.ui.keys_page import keep_page, laid_out
from recall_studio.ui.keys_sheet import KeysSheet
from recall_studio.ui.strokes import shown
from tests.ui.desk_rig import Rig, rig_on


@pytest.fixture
def rig(demo_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with rig_on(demo_path, qtbot) as rig:
        rig.desk = replace(rig.desk, commands=COMMANDS)
        rig.shows(rig.room)
        yield rig


def test_every_chord_and_every_key_is_on_one_page(rig: Rig) -> None:
    rig.preferences.change(keys={"play.loop": ("F13",)})
    sheet = KeysSheet(rig.desk)
    rig.room.open_sheet(sheet)
    text = sheet.findChildren(QTextBrowser)[0].toPlainText()
    for code in rig.session.codebook.on:
        if code.chord and "gesprek" in code.layers and not code.is_theme:
            assert code.chord in text
            assert code.label.en in text
    for command in COMMANDS:
        if command.keys and command.key != "play.loop":
            assert command.words in text
            assert shown(command.keys[0]) in text
    assert "F13" in text
    assert laid_out(sheet.html, 842, 595).pageCount() == 1
    sheet.shut()


def test_it_is_kept_as_pdf_and_as_web_page(rig: Rig, tmp_path: Path) -> None:
    for name, begins in (("keys", b"%PDF"), ("keys.html", b"<!DOCTYPE html>")):
        sheet = KeysSheet(rig.desk)
        rig.room.open_sheet(sheet)
        sheet.keep(tmp_path / name)
        kept = tmp_path / ("keys.pdf" if name == "keys" else name)
        assert kept.read_bytes().startswith(begins)
        assert rig.said[-1].text == f"The keys are in {kept.name}."


def test_a_place_that_cannot_be_written_to_is_said(rig: Rig, tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        keep_page("<p>x</p>", tmp_path / "gone" / "keys.pdf")
    sheet = KeysSheet(rig.desk)
    rig.room.open_sheet(sheet)
    sheet.keep(tmp_path / "gone" / "keys.html")
    assert rig.said[-1].kind == "error"


def test_it_is_printed(rig: Rig, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    sheet = KeysSheet(rig.desk)
    rig.room.open_sheet(sheet)
    sheet.print_on(printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    sheet.shut()


def test_it_speaks_dutch(rig: Rig) -> None:
    speak("nl")
    sheet = KeysSheet(rig.desk)
    rig.room.open_sheet(sheet)
    assert "Klantmanager vraagt naar discriminatie" in sheet.html
    assert "Ongedaan maken" in sheet.html
    sheet.shut()


def test_the_overlay_shows_ones_own_keys_and_leads_to_the_page(rig: Rig) -> None:
    rig.preferences.change(keys={"play.loop": ("F13",)})
    overlay = KeysHelp(rig.desk)
    rig.room.open_sheet(overlay)
    labels = [label.text() for label in overlay.findChildren(QLabel)]
    assert "F13" in labels
    assert "D 2" in labels
    next(button for button in overlay.findChildren(QPushButton) if button.text() == "Print …").click()
    assert isinstance(rig.room.sheets[-1], KeysSheet)
    rig.room.sheets[-1].shut()
