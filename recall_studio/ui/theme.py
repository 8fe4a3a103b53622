"""How the window looks: Fusion with our palette and one small style sheet made from the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette

from recall_studio.domain.resources import resource
from recall_studio.ui.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, RADIUS, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

THEMES = ("system", "light", "dark", "contrast", "contrast_dark")

_TOKENS = {
    (False, False): LIGHT,
    (True, False): DARK,
    (False, True): CONTRAST_LIGHT,
    (True, True): CONTRAST_DARK,
}
"""By whether it is dark and whether it is of high contrast."""


def tokens_for(theme: str) -> Tokens:
    """The tokens of a theme of `THEMES`; `system` follows the desktop, also in asking for high contrast."""
    if theme == "system":
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        clear = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return _TOKENS[dark, clear]
    return _TOKENS["dark" in theme, "contrast" in theme]


def dress(application: QApplication, tokens: Tokens) -> None:
    """Give the whole program this look."""
    application.setStyle("Fusion")
    application.setPalette(_palette(tokens))
    application.setStyleSheet(_sheet(tokens, QFontInfo(application.font()).pixelSize()))


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, t.ground),
        (role.WindowText, t.text),
        (role.Base, t.surface),
        (role.AlternateBase, t.raised),
        (role.Text, t.text),
        (role.PlaceholderText, t.muted),
        (role.Button, t.surface),
        (role.ButtonText, t.text),
        (role.BrightText, t.danger),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Link, t.accent),
        (role.ToolTipBase, t.surface),
        (role.ToolTipText, t.text),
        (role.Mid, t.line),
        (role.Accent, t.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.muted))
    return palette


def _sheet(t: Tokens, letter_px: int) -> str:
    """The style sheet. Widgets are addressed by class or by the dynamic property `kind`.

    Args:
        t: the colours.
        letter_px: how large the letters of the system are: titles and small print follow them.
    """
    return _buttons(t) + _fields(t) + _boxes(t) + _views(t) + _menus(t) + _frames(t, letter_px)


def _buttons(t: Tokens) -> str:
    """Tool tips and buttons."""
    dashed = "border-style: dashed;" if t.contrast else ""  # there is no paler grey to say it with
    return f"""
    QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QPushButton, QToolButton[kind="button"] {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
        padding: 5px 12px; }}
    QPushButton:hover, QToolButton[kind="button"]:hover {{ background: {t.hover}; }}
    QPushButton:disabled {{ color: {t.muted}; background: {t.raised}; {dashed} }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.focus}; padding: 4px 11px; }}
    QPushButton:checked, QToolButton[kind="button"]:checked {{
        background: {t.soft}; color: {t.on_soft}; border-color: {t.accent}; }}
    QPushButton[kind="main"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[kind="main"]:disabled {{ background: {t.track}; color: {t.muted}; border-color: {t.track}; {dashed} }}
    QPushButton[kind="danger"] {{ color: {t.danger}; border-color: {t.danger}; }}
    QPushButton[kind="flat"] {{ background: transparent; border-color: transparent; }}
    QPushButton[kind="flat"]:hover {{ background: {t.hover}; }}
"""


def _fields(t: Tokens) -> str:
    """What is filled in."""
    arrows = {way: _arrow(way, t) for way in ("up", "down")}
    return f"""    QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QDateTimeEdit {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
        padding: 4px 8px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {{
        border: 2px solid {t.focus}; padding: 3px 7px; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {t.raised}; color: {t.muted}; }}
    QTextBrowser[kind="plain"] {{ border: none; padding: 0; background: transparent; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{arrows["down"]}"); width: 12px; height: 12px; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 22px; background: transparent; }}
    QAbstractSpinBox::up-arrow {{ image: url("{arrows["up"]}"); width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: url("{arrows["down"]}"); width: 10px; height: 10px; }}
    QDateEdit::drop-down, QDateTimeEdit::drop-down {{ border: none; width: 24px; }}
    QDateEdit::down-arrow, QDateTimeEdit::down-arrow {{
        image: url("{arrows["down"]}"); width: 12px; height: 12px; }}
"""


def _boxes(t: Tokens) -> str:
    """What is ticked, alone or in a list."""
    return f"""
    QCheckBox::indicator, QRadioButton::indicator,
    QListView::indicator, QTreeView::indicator, QTableView::indicator {{
        width: 16px; height: 16px; border: 1px solid {t.muted}; border-radius: 4px; background: {t.surface}; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked,
    QListView::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked {{
        background: {t.accent}; border-color: {t.accent}; image: url("{_arrow("check", t)}"); }}
    QRadioButton::indicator:checked {{
        width: 8px; height: 8px; background: {t.surface}; border: 5px solid {t.accent}; border-radius: 9px; }}
    QCheckBox:focus, QRadioButton:focus {{ outline: none; color: {t.focus}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:unchecked:focus {{
        width: 14px; height: 14px; border: 2px solid {t.focus}; }}
    QRadioButton::indicator:checked:focus {{ border-color: {t.focus}; }}
"""


def _views(t: Tokens) -> str:
    """Tables, lists, tabs, and what parts them."""
    return f"""    QHeaderView::section {{
        background: {t.raised}; color: {t.muted}; border: none; border-bottom: 1px solid {t.line}; padding: 6px 8px; }}
    QTableView, QTreeView, QListView {{
        background: {t.surface}; border: 1px solid {t.line}; gridline-color: {t.line};
        selection-background-color: {t.soft}; selection-color: {t.text}; outline: 0; }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border: 1px solid {t.focus}; }}
    QTreeView[kind="plain"], QListView[kind="plain"], QTableView[kind="plain"] {{ border: none; }}
    QTableView::item {{ padding: 0 8px; }}
    QTreeView::item, QListView::item {{ padding: 4px 8px; }}
    QTreeView[kind="plain"]::item, QListView[kind="plain"]::item {{ padding: 0 4px; }}
    QListView[kind="nav"] {{ background: transparent; border: none; }}
    QListView[kind="nav"]::item {{ padding: 0 10px; border-radius: {RADIUS}px; color: {t.text}; }}
    QListView[kind="nav"]::item:hover {{ background: {t.hover}; }}
    QListView[kind="nav"]::item:selected {{ background: {t.soft}; color: {t.on_soft}; }}
    QListView[kind="nav"]:focus {{ border: none; }}
    QListView[kind="nav"]::item:selected:focus {{ border: 2px solid {t.focus}; padding: 0 8px; }}
    QToolButton[kind="button"]::menu-indicator, QToolButton[kind="head"]::menu-indicator {{ image: none; }}
    QToolButton[kind="head"] {{ background: transparent; color: {t.muted}; border: none; padding: 2px 4px; }}
    QToolButton[kind="head"]:hover {{ background: {t.hover}; color: {t.text}; border-radius: 4px; }}
    QToolButton[kind="head"]:focus {{ border: 2px solid {t.focus}; padding: 0 2px; border-radius: 4px; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{
        background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid transparent;
        padding: 6px 14px; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
    QTabBar::tab:hover, QTabBar::tab:focus {{ color: {t.text}; background: {t.hover}; }}
    QSplitter::handle {{ background: {t.line}; }}
    QMainWindow::separator {{ background: {t.line}; width: 1px; height: 1px; }}
    QMainWindow::separator:hover {{ background: {t.focus}; }}
    QSplitter[kind="gap"]::handle {{ background: transparent; }}
    QSplitter::handle:horizontal {{ width: 1px; }} QSplitter::handle:vertical {{ height: 1px; }}
    QSplitter[kind="gap"]::handle:horizontal {{ width: 12px; }}
"""


def _menus(t: Tokens) -> str:
    """Menus, scroll bars, and how far something is."""
    return f"""
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.soft}; color: {t.on_soft}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; }}
    QScrollBar::handle {{ background: {t.line}; border-radius: 4px; min-height: 28px; min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QProgressBar {{ background: {t.track}; border: none; border-radius: 3px; max-height: 6px; text-align: right; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _frames(t: Tokens, letter_px: int) -> str:
    """Cards, bars, labels and badges."""
    title_px, small_px = round(letter_px * 1.2), round(letter_px * 0.88)
    return f"""
    QScrollArea[kind="plain"], QScrollArea[kind="plain"] > QWidget > QWidget {{ background: transparent; }}
    QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {RADIUS + 2}px; }}
    QFrame[kind="bar"] {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
    QFrame[kind="foot"] {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
    QFrame[kind="side"] {{ background: {t.surface}; border: none; border-left: 1px solid {t.line}; }}
    QFrame[kind="panel"] {{ background: {t.surface}; border: none; }}
    QFrame[kind="rail"] {{ background: {t.rail}; border: none; }}
    QLabel[kind="title"] {{ font-weight: 600; font-size: {title_px}px; }}
    QLabel[kind="heading"] {{ font-weight: 600; }}
    QLabel[kind="muted"] {{ color: {t.muted}; }}
    QLabel[kind="small"] {{ color: {t.muted}; font-size: {small_px}px; }}
    QLabel[kind="key"] {{
        background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; border-bottom-width: 2px;
        border-radius: 4px; padding: 1px 5px; font-family: monospace; font-size: {small_px}px; }}
    QLabel[kind="good"] {{ background: {t.soft}; color: {t.on_soft}; border-radius: 9px; padding: 2px 9px; }}
    QLabel[kind="warning"] {{
        background: {t.warning_soft}; color: {t.warning}; border-radius: 9px; padding: 2px 9px; }}
    QLabel[kind="danger"] {{ background: {t.danger_soft}; color: {t.danger}; border-radius: 9px; padding: 2px 9px; }}
    QLabel[kind="neutral"] {{ background: {t.track}; color: {t.text}; border-radius: 9px; padding: 2px 9px; }}
    """


def _arrow(way: str, tokens: Tokens) -> str:
    """Where the picture of an arrow lies, as a style sheet wants it."""
    return resource(f"icons/{way}_{'dark' if tokens.dark else 'light'}.svg").as_posix()
