import numpy as np
import pytest

from recall_studio.media.frames import FrameIndex
from recall_studio.media.signatures import Signatures
from recall_studio.player.recognising import Recogniser

PICTURES = 500


def index_of(pictures: int = PICTURES) -> FrameIndex:
    starts = np.arange(pictures, dtype=np.int64) * 40
    return FrameIndex(starts, np.full(pictures, 40, np.int64), np.array([0], np.int64))


def signatures_of(looks: list[int], known: range | None = None) -> Signatures:
    signatures = Signatures.none_of(len(looks))
    for index, look in enumerate(looks):
        if known is None or index in known:
            signatures.put(index, look)
    return signatures


def different(pictures: int = PICTURES) -> list[int]:
    return [1000 + number for number in range(pictures)]


def recogniser(looks: list[int] | None = None, known: range | None = None) -> tuple[Recogniser, Signatures]:
    signatures = signatures_of(looks or different(), known)
    return Recogniser(index_of(), signatures), signatures


def test_a_picture_is_known_by_its_looks_whatever_the_clock_says() -> None:
    eye, _ = recogniser()
    sight = eye.see(1, 1100, about_ms=2500)
    assert (eye.pts_ms(sight), sight.sure) == (4000, True)
    assert eye.answers() == []


def test_it_is_pending_until_the_signatures_are_there() -> None:
    eye, signatures = recogniser(known=range(50))
    sight = eye.see(1, 1100, about_ms=4000)
    assert (eye.pts_ms(sight), eye.answers(), eye.waits) == (None, [], True)
    signatures.put(100, 1100)
    assert [(told.serial, eye.pts_ms(told)) for told in eye.answers()] == [(1, 4000)]
    assert not eye.waits


def test_the_nearest_of_pictures_that_look_the_same() -> None:
    looks = different()
    looks[100:110] = [7] * 10
    looks[300] = 7
    eye, _ = recogniser(looks)
    sight = eye.see(1, 7, about_ms=4170)
    assert (eye.pts_ms(sight), sight.sure) == (4160, False)
    assert eye.pts_ms(eye.see(2, 7, about_ms=11_000)) == 12_000


def test_a_lookalike_far_away_waits_for_the_near_ones() -> None:
    looks = different()
    looks[0] = looks[400] = 7
    eye, signatures = recogniser(looks, known=range(100))
    assert eye.pts_ms(eye.see(1, 7, about_ms=16_010)) is None
    for index in range(300, 500):
        signatures.put(index, looks[index])
    assert [eye.pts_ms(sight) for sight in eye.answers()] == [16_000]


def test_a_picture_from_before_a_seek_keeps_its_own_time() -> None:
    eye, _ = recogniser()
    assert eye.pts_ms(eye.see(1, 1010, about_ms=18_000)) == 400


def test_a_strange_picture_between_neighbours_is_the_one_between() -> None:
    eye, _ = recogniser()
    eye.see(1, 1010, 400)
    strange = [eye.see(2, 5, 440), eye.see(3, 6, 480)]
    assert eye.answers() == []
    eye.see(4, 1013, 520)
    assert [(sight.serial, eye.pts_ms(sight)) for sight in eye.answers()] == [(2, 440), (3, 480)]
    assert not any(sight.sure for sight in strange)


def test_a_strange_picture_next_to_a_gap_is_lost() -> None:
    eye, _ = recogniser()
    eye.see(1, 1010, 400)
    eye.see(2, 5, 440)
    eye.see(3, 1015, 600)
    assert [(sight.serial, eye.pts_ms(sight)) for sight in eye.answers()] == [(2, None)]
    assert eye.answers() == []


def test_strange_pictures_are_given_up_in_the_end() -> None:
    eye, _ = recogniser()
    told = [
        sight.serial for serial in range(1, 20) for sight in (eye.see(serial, 5, 440), *eye.answers()) if sight.told
    ]
    assert told == [1, 2, 3]


@pytest.mark.parametrize(("stretch", "is_there"), [((0, 399), False), ((400, 440), True), ((500, 900), False)])
def test_a_picture_from_elsewhere_is_told_apart(stretch: tuple[int, int], is_there: bool) -> None:
    eye, _ = recogniser()
    assert eye.lies_within(1010, *stretch) is is_there
    assert not eye.lies_within(5, *stretch)


def test_it_does_not_remember_for_ever() -> None:
    eye, _ = recogniser(known=range(0))
    for serial in range(1, 300):
        eye.see(serial, 5, 440)
    assert len(eye._seen) == 256
