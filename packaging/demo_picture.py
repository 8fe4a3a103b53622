"""The picture of the demonstration conversation: a consulting room and two people at its table.

Knows nothing of time; which face belongs to which frame is decided in `demo_motion`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from demo_canvas import Canvas, Colour, Point, colour, egg, round_box
from demo_script import Gaze, Speaker
from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 1280
HEIGHT: Final = 720
HEAD_WIDTH: Final = 300
HEAD_HEIGHT: Final = 360
# Points of the head drawing: what lies at the place of the person, and around what a head tilts.
HEAD_MIDDLE: Final = (150, 170)
HEAD_PIVOT: Final = (150, 306)
# Heads are kept at twice their size, so that a moved and tilted one stays smooth.
HEAD_TIMES: Final = 2
MOUTH_STEPS: Final = 6
LABEL: Final = "SYNTHETISCH"

Lids = Literal["open", "half", "closed"]


@dataclass(frozen=True, slots=True)
class Person:
    """How someone looks.

    Attributes:
        x: Middle of the head in the picture.
        y: Middle of the head in the picture.
        towards: 1 when turned to the right, -1 when turned to the left.
        skin: Colour of the skin.
        shade: The same skin in shadow.
        blush: Colour of the cheeks.
        hair: Colour of the hair.
        shine: Lighter part of the hair.
        top: Colour of the clothes.
        fold: The same cloth in shadow.
        lips: Colour of the lips.
    """

    x: int
    y: int
    towards: int
    skin: str
    shade: str
    blush: str
    hair: str
    shine: str
    top: str
    fold: str
    lips: str


PERSONS: Final[Mapping[Speaker, Person]] = {
    "klantmanager": Person(
        352, 308, 1, "#E9C4A4", "#D5A785", "#E0A088", "#8A4B32", "#A45F40", "#71854F", "#5C6F40", "#B8605A"
    ),
    "klant": Person(
        928, 304, -1, "#B98059", "#9C6744", "#AE6B4A", "#2B2422", "#443A36", "#3C648C", "#2F5176", "#8C4A40"
    ),
}


@dataclass(frozen=True, slots=True)
class Face:
    """One look of a face.

    Attributes:
        mouth: How far open, 0 to MOUTH_STEPS - 1.
        round_lips: Lips drawn together, as for "oe".
        lids: State of the eyes.
        gaze: Where the eyes look.
    """

    mouth: int = 0
    round_lips: bool = False
    lids: Lids = "open"
    gaze: Gaze = "other"


def draw_room() -> Image.Image:
    """Draw everything that stays still: room, bodies, table and the label."""
    canvas = Canvas(WIDTH, HEIGHT)
    canvas.fade((0, 0, 640, HEIGHT), "#31505A", "#263F45")
    canvas.fade((640, 0, WIDTH, HEIGHT), "#3A4B58", "#2D3B46")
    _draw_window(canvas)
    _draw_pictures(canvas)
    _draw_plant(canvas)
    _draw_lamp(canvas)
    for person in PERSONS.values():
        _draw_body(canvas, person)
    _draw_table(canvas)
    for person in PERSONS.values():
        _draw_arms(canvas, person)
    room = canvas.finished().convert("RGB")
    _write_label(room)
    return room


def draw_head(speaker: Speaker, face: Face) -> Image.Image:
    """Draw a head with its neck, HEAD_TIMES as large as it stands in the picture, on nothing."""
    person = PERSONS[speaker]
    canvas = Canvas(HEAD_WIDTH, HEAD_HEIGHT)
    drop = 1.3 * face.mouth
    outline = egg(150, 170, 82, 100 + drop, 0.16)
    if speaker == "klantmanager":
        _draw_long_hair_behind(canvas, person)
    _draw_neck(canvas, person)
    if speaker == "klant":
        _draw_ear(canvas, person)
    canvas.polygon(outline, colour(person.skin))
    canvas.polygon(outline, colour(person.shade, 0.55))
    canvas.polygon(egg(150 + 16 * person.towards, 164, 82, 100 + drop, 0.16), colour(person.skin), outline)
    _draw_cheeks(canvas, person, outline)
    if speaker == "klant":
        _draw_beard(canvas, person, outline)
    _draw_eyes(canvas, person, face)
    _draw_nose(canvas, person)
    _draw_mouth(canvas, person, face)
    if speaker == "klantmanager":
        _draw_long_hair(canvas, person)
        _draw_glasses(canvas, person)
    else:
        _draw_short_hair(canvas, person)
    return canvas.finished(HEAD_TIMES)


def _draw_window(canvas: Canvas) -> None:
    canvas.rounded((56, 92, 236, 392), 14, colour("#5C7A7E"))
    canvas.rounded((66, 102, 226, 382), 8, colour("#8FB3B5"))
    pane = round_box((66, 102, 226, 382), 8)
    canvas.polygon(egg(196, 180, 24, 24), colour("#F0DDB0"), pane)
    canvas.polygon(egg(90, 420, 120, 120), colour("#6F9A94"), pane)
    canvas.polygon(egg(220, 440, 130, 120), colour("#5E8883"), pane)
    canvas.rounded((142, 96, 150, 388), 2, colour("#5C7A7E"))
    canvas.rounded((40, 388, 252, 404), 6, colour("#6C8A8C"))


def _draw_pictures(canvas: Canvas) -> None:
    canvas.rounded((1072, 120, 1216, 300), 10, colour("#54677A"))
    canvas.rounded((1082, 130, 1206, 290), 5, colour("#D9D2C3"))
    paper = round_box((1082, 130, 1206, 290), 5)
    canvas.polygon(egg(1122, 196, 34, 34), colour("#C98A5A"), paper)
    canvas.polygon(egg(1172, 236, 46, 46), colour("#5E8C88"), paper)
    canvas.polygon(egg(1122, 300, 64, 40), colour("#41586B"), paper)


def _draw_plant(canvas: Canvas) -> None:
    leaves = ((-78, -96, 26), (-44, -158, 28), (8, -186, 27), (56, -150, 28), (84, -84, 25), (-20, -80, 24))
    for index, (dx, dy, width) in enumerate(leaves):
        tip: Point = (640 + dx * 1.12, 520 + dy * 1.12)
        middle: Point = (640 + dx * 0.62, 520 + dy * 0.62)
        across: Point = (-dy / 190 * width, dx / 190 * width)
        sides = [(middle[0] + across[0], middle[1] + across[1]), (middle[0] - across[0], middle[1] - across[1])]
        canvas.blob([(640, 524), sides[0], tip, sides[1]], colour("#4F8068" if index % 2 else "#3F6E5B"))
        canvas.stroke([(640, 524), middle], 3, colour("#2F5849"))
    canvas.blob([(596, 516), (684, 516), (672, 600), (608, 600)], colour("#B9714F"))
    canvas.rounded((590, 506, 690, 530), 10, colour("#C98260"))


def _draw_lamp(canvas: Canvas) -> None:
    canvas.stroke([(640, 0), (640, 78)], 4, colour("#1C2A2E"))
    canvas.ellipse(640, 152, 34, 20, colour("#FBE7B5"))
    canvas.polygon(egg(640, 150, 84, 78), colour("#D9A441"), [(540, 60), (740, 60), (740, 150), (540, 150)])
    canvas.rounded((553, 144, 727, 156), 6, colour("#C08E33"))


def _draw_body(canvas: Canvas, person: Person) -> None:
    x = person.x
    shoulders = [(x - 74, 436), (x + 74, 436), (x + 148, 474), (x + 166, 590), (x + 160, 740)]
    outline = [*shoulders, *((2 * x - px, py) for px, py in reversed(shoulders[2:]))]
    canvas.blob(outline, colour(person.top))
    canvas.ellipse(x, 441, 66, 31, colour(person.fold))


def _draw_table(canvas: Canvas) -> None:
    canvas.ellipse(640, 812, 860, 216, colour("#7E5C45"))
    canvas.ellipse(640, 822, 860, 216, colour("#A97F5F"))
    canvas.polygon([(480, 640), (586, 640), (612, 700), (482, 700)], colour("#EFEAE0"))
    canvas.stroke([(590, 690), (624, 656)], 6, colour("#24464A"))
    canvas.ellipse(700, 690, 42, 11, colour("#8C664B"))
    canvas.rounded((662, 628, 730, 692), 16, colour("#E4DDD0"))
    canvas.ellipse(696, 632, 33, 8, colour("#5A3D2E"))


def _draw_arms(canvas: Canvas, person: Person) -> None:
    x = person.x
    for side in (person.towards, -person.towards):
        arm = [(x + side * 140, 528), (x + side * 158, 604), (x + side * 140, 664), (x + side * 46, 684)]
        canvas.stroke([(px - side * 7, py - 5) for px, py in arm], 54, colour(person.fold))
        canvas.stroke(arm, 54, colour(person.top))
        canvas.stroke([(x + side * 52, 664), (x + side * 58, 704)], 9, colour(person.fold))
    for offset in (20, -18):
        canvas.ellipse(x + person.towards * offset, 684, 35, 21, colour(person.skin))
    for step in (-9, 0, 9):
        canvas.stroke([(x - 6, 684 + step), (x + person.towards * 14, 682 + step)], 2.6, colour(person.shade))


def _draw_neck(canvas: Canvas, person: Person) -> None:
    canvas.blob([(112, 230), (188, 230), (190, 306), (150, 323), (110, 306)], colour(person.skin))
    canvas.blob([(112, 236), (188, 236), (188, 276), (150, 296), (112, 276)], colour(person.shade))


def _draw_ear(canvas: Canvas, person: Person) -> None:
    x = 150 - person.towards * 84
    canvas.ellipse(x, 178, 15, 22, colour(person.skin))
    canvas.ellipse(x + person.towards * 2, 179, 8, 13, colour(person.shade))


def _draw_cheeks(canvas: Canvas, person: Person, outline: list[Point]) -> None:
    middle = 150 + person.towards * 14
    for side in (-1, 1):
        canvas.polygon(egg(middle + side * 48, 206, 19, 13), colour(person.blush, 0.45), outline)


def _draw_eyes(canvas: Canvas, person: Person, face: Face) -> None:
    middle = 150 + person.towards * 14
    down = 5 if face.gaze == "table" else 0
    for side in (-1, 1):
        x = middle + side * 34
        canvas.stroke([(x - 16, 130), (x - 6, 126), (x + 7, 126), (x + 16, 130)], 6, colour(person.hair))
        if face.lids == "closed":
            canvas.stroke([(x - 12, 165), (x, 169), (x + 12, 165)], 4, colour("#2A1D1A"))
            continue
        white = egg(x, 163, 13.5, 10.5)
        canvas.polygon(white, colour("#F7F1EA"))
        canvas.polygon(egg(x + person.towards * 3, 163 + down, 8, 8.8), colour("#33231D"), white)
        canvas.polygon(egg(x + person.towards * 3 + 3, 160 + down, 2.4, 2.4), colour("#FFFFFF"), white)
        cover = 8 if face.lids == "half" else (4 if down else 0)
        lid = [(x - 20, 130.0), (x + 20, 130.0), (x + 20, 157.0 + cover), (x, 153.0 + cover), (x - 20, 157.0 + cover)]
        canvas.polygon(lid, colour(person.skin), egg(x, 163, 15.5, 12.5))
        canvas.stroke([(x - 13, 157 + cover), (x, 152.5 + cover), (x + 13, 157 + cover)], 3.4, colour("#2A1D1A"))


def _draw_nose(canvas: Canvas, person: Person) -> None:
    x, side = 150 + person.towards * 18, person.towards
    canvas.stroke([(x - side * 2, 170), (x + side * 12, 200), (x - side * 4, 206)], 4.5, colour(person.shade))


def _draw_mouth(canvas: Canvas, person: Person, face: Face) -> None:
    x, y = 150 + person.towards * 14, 232
    if face.mouth == 0:
        canvas.stroke([(x - 21, y - 1), (x, y + 3), (x + 21, y - 1)], 5, colour(person.lips))
        return
    half = 14 if face.round_lips else 22 - 0.5 * face.mouth
    low, high = y + 3 + 3.5 * face.mouth, y - 1 - 0.9 * face.mouth
    opening = [(x - half, y), (x - half / 2, high), (x + half / 2, high), (x + half, y)]
    opening += [(x + half * 0.6, low - 2), (x, low), (x - half * 0.6, low - 2)]
    canvas.blob(_grown(opening, x, y, 4.2), colour(person.lips))
    canvas.blob(opening, colour("#451A1E"))
    if face.mouth >= 2 and not face.round_lips:
        teeth = [(x - half, y - 9), (x + half, y - 9), (x + half, y + 2), (x - half, y + 2)]
        canvas.blob(teeth, colour("#F4EEE6"), opening)
    if face.mouth >= 3:
        canvas.polygon(egg(x, low + 2, half * 0.62, 8), colour("#B5595A"), opening)


def _grown(points: list[Point], x: float, y: float, by: float) -> list[Point]:
    grown: list[Point] = []
    for px, py in points:
        length = max(1.0, ((px - x) ** 2 + (py - y) ** 2) ** 0.5)
        grown.append((px + (px - x) / length * by, py + (py - y) / length * by))
    return grown


def _draw_long_hair_behind(canvas: Canvas, person: Person) -> None:
    canvas.blob([(150, 46), (236, 84), (254, 190), (240, 274), (60, 274), (46, 190), (64, 84)], colour(person.hair))


def _draw_long_hair(canvas: Canvas, person: Person) -> None:
    outside: list[Point] = [(54, 160), (84, 76), (150, 50), (216, 76), (246, 160)]
    inside: list[Point] = [(238, 214), (226, 150), (204, 108), (150, 112), (96, 118), (76, 150), (62, 214)]
    canvas.blob([*outside, *inside], colour(person.hair))
    canvas.stroke([(104, 84), (140, 70), (186, 80)], 8, colour(person.shine))


def _draw_short_hair(canvas: Canvas, person: Person) -> None:
    outside: list[Point] = [(66, 112), (94, 66), (150, 52), (206, 66), (234, 112), (230, 188)]
    inside: list[Point] = [(222, 132), (200, 106), (150, 100), (100, 106), (78, 132), (70, 188)]
    canvas.blob([*outside, *inside], colour(person.hair))
    canvas.stroke([(112, 78), (150, 70), (192, 80)], 7, colour(person.shine))


def _draw_beard(canvas: Canvas, person: Person, outline: list[Point]) -> None:
    x = 150 + person.towards * 14
    edge = [(60, 176), (84, 206), (x - 40, 216), (x, 212), (x + 40, 216), (216, 206), (240, 176)]
    canvas.blob([*edge, (260, 300), (150, 330), (40, 300)], colour(person.hair), outline)


def _draw_glasses(canvas: Canvas, person: Person) -> None:
    middle = 150 + person.towards * 14
    frame: Colour = colour("#3B2A25")
    for side in (-1, 1):
        x = middle + side * 34
        canvas.stroke([(x + 23 * a, 164 + 20 * b) for a, b in _circle()], 3.4, frame)
    canvas.stroke([(middle - 11, 161), (middle, 158), (middle + 11, 161)], 3.4, frame)


def _circle() -> list[Point]:
    return [*egg(0, 0, 1, 1)[::9], (1.0, 0.0)]


def _write_label(room: Image.Image) -> None:
    draw = ImageDraw.Draw(room, "RGBA")
    font = ImageFont.load_default(15)
    draw.text((WIDTH - 24, 20), " ".join(LABEL), fill=(220, 232, 230, 170), font=font, anchor="ra")
