"""Every colour and measure of the window, by what it is for. Nobody else writes a colour down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#rrggbb`; text on its ground meets WCAG AA (4.5 : 1), of high contrast AAA (7 : 1)."""

    dark: bool
    ground: str  # behind everything
    surface: str  # cards, panels, fields
    raised: str  # table heads, keys
    line: str  # borders
    text: str
    muted: str  # secondary text
    accent: str  # the main action, selection
    on_accent: str
    soft: str  # a selected row, a granted badge
    on_soft: str
    hover: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    rail: str
    on_rail: str
    rail_here: str
    track: str  # an empty progress bar
    focus: str  # the ring around what has the keyboard
    stage: str  # behind the picture
    veil: str  # behind words on the picture, with alpha `#aarrggbb`
    on_veil: str
    star: str  # a mark to discuss
    speaker_client: str
    speaker_professional: str
    wave: str  # the sound on the timeline
    contrast: bool = False  # lines and letters are as clear as can be


LIGHT = Tokens(
    dark=False,
    ground="#f6f5f2",
    surface="#ffffff",
    raised="#faf9f6",
    line="#dedad2",
    text="#1f2428",
    muted="#5f666d",
    accent="#0e6e6e",
    on_accent="#ffffff",
    soft="#e3f0ef",
    on_soft="#0b5757",
    hover="#f0eeea",
    warning="#a4480b",
    warning_soft="#fbe9dc",
    danger="#b3261e",
    danger_soft="#fbe1de",
    rail="#1e2b2e",
    on_rail="#d3dadb",
    rail_here="#0e6e6e",
    track="#ece9e3",
    focus="#1a73c9",
    stage="#0f1416",
    veil="#d9101618",
    on_veil="#ffffff",
    star="#b45309",
    speaker_client="#9ab1d8",
    speaker_professional="#8dbfb7",
    wave="#8b96a3",
)

DARK = Tokens(
    dark=True,
    ground="#15191b",
    surface="#1d2326",
    raised="#232a2e",
    line="#39434a",
    text="#e8eaeb",
    muted="#a3adb3",
    accent="#2f9c98",
    on_accent="#071413",
    soft="#173a3a",
    on_soft="#9fe0dc",
    hover="#283035",
    warning="#f0a267",
    warning_soft="#43290f",
    danger="#f28b82",
    danger_soft="#48201d",
    rail="#101517",
    on_rail="#c3cbce",
    rail_here="#1d5f5d",
    track="#323b40",
    focus="#7db8f0",
    stage="#0a0d0e",
    veil="#d9101618",
    on_veil="#ffffff",
    star="#f0a33a",
    speaker_client="#5f7bb0",
    speaker_professional="#4c8f87",
    wave="#75828e",
)

CONTRAST_LIGHT = Tokens(
    dark=False,
    ground="#ffffff",
    surface="#ffffff",
    raised="#f2f2f2",
    line="#4d4d4d",
    text="#000000",
    muted="#2e2e2e",
    accent="#004a4a",
    on_accent="#ffffff",
    soft="#c9ecea",
    on_soft="#002b2b",
    hover="#e0e0e0",
    warning="#632500",
    warning_soft="#ffedd9",
    danger="#870000",
    danger_soft="#ffe3e0",
    rail="#000000",
    on_rail="#ffffff",
    rail_here="#005252",
    track="#dcdcdc",
    focus="#0000d0",
    stage="#000000",
    veil="#f2000000",
    on_veil="#ffffff",
    star="#733800",
    speaker_client="#4a69a8",
    speaker_professional="#1d7568",
    wave="#2e2e2e",
    contrast=True,
)

CONTRAST_DARK = Tokens(
    dark=True,
    ground="#000000",
    surface="#000000",
    raised="#141414",
    line="#b8b8b8",
    text="#ffffff",
    muted="#dcdcdc",
    accent="#54e6dd",
    on_accent="#000000",
    soft="#00403e",
    on_soft="#c9fffb",
    hover="#2b2b2b",
    warning="#ffc17a",
    warning_soft="#331a00",
    danger="#ffb3ab",
    danger_soft="#3d0b08",
    rail="#000000",
    on_rail="#ffffff",
    rail_here="#005252",
    track="#333333",
    focus="#ffe14d",
    stage="#000000",
    veil="#f2000000",
    on_veil="#ffffff",
    star="#ffd04a",
    speaker_client="#9dbcff",
    speaker_professional="#7fe0d2",
    wave="#dcdcdc",
    contrast=True,
)


@dataclass(frozen=True, slots=True)
class ViewerTokens:
    """The colours of who looks back, the same in every theme: a dark room with two clear buttons."""

    ground: str = "#101819"
    surface: str = "#182325"
    line: str = "#4a5a5d"
    text: str = "#f2f5f5"
    muted: str = "#b3c1c2"
    stop: str = "#e79a3f"
    on_stop: str = "#1d1204"
    stop_down: str = "#f3b366"
    go: str = "#58bdb4"
    on_go: str = "#04201e"
    go_down: str = "#83d6cd"
    quiet_down: str = "#2b3b3e"
    calm: str = "#1c3335"
    calm_line: str = "#3c6467"


VIEWER = ViewerTokens()

RADIUS = 6
GAP = 8
"""The grid, in device-independent pixels: everything is a multiple of half of it."""
