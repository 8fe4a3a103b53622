"""Text can be read on its ground: WCAG 2.2, contrast at least 4.5 to 1, and 7 to 1 where high contrast is chosen."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from recall_studio.store.settings import offers
from recall_studio.ui import theme
from recall_studio.ui.theme import THEMES, tokens_for
from recall_studio.ui.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Tokens

PAIRS = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "hover"),
    ("text", "track"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("on_accent", "accent"),
    ("on_soft", "soft"),
    ("text", "soft"),
    ("warning", "warning_soft"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("on_rail", "rail"),
    ("on_veil", "rail_here"),
)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [*PAIRS, ("warning", "surface"), ("muted", "track")])
def test_text_of_high_contrast_is_clear(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 7


@pytest.mark.parametrize("tokens", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["line", "focus", "wave", "star", "speaker_client", "speaker_professional", "accent"])
def test_lines_and_marks_of_high_contrast_stand_out(tokens: Tokens, mark: str) -> None:
    assert contrast(getattr(tokens, mark), tokens.surface) >= 4.5


def test_every_theme_has_its_own_look() -> None:
    chosen = {name: tokens_for(name) for name in THEMES if name != "system"}
    assert len(set(chosen.values())) == len(chosen) == 4
    assert [name for name, tokens in chosen.items() if tokens.contrast] == ["contrast", "contrast_dark"]
    assert [name for name, tokens in chosen.items() if tokens.dark] == ["dark", "contrast_dark"]


def test_every_theme_is_offered() -> None:
    assert tuple(offers()["theme"].choices) == THEMES


@pytest.mark.parametrize("dark", [False, True])
def test_the_system_is_followed(dark: bool, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    wish = SimpleNamespace(contrastPreference=lambda: Qt.ContrastPreference.HighContrast)
    hints = SimpleNamespace(colorScheme=lambda: scheme, accessibility=lambda: wish)
    monkeypatch.setattr(theme, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints))
    assert tokens_for("system") is (CONTRAST_DARK if dark else CONTRAST_LIGHT)
    wish.contrastPreference = lambda: Qt.ContrastPreference.NoPreference
    assert tokens_for("system") is (DARK if dark else LIGHT)
