"""Pieces on the clock of the session: each sample in its place, silence between, no sample twice."""

import uuid
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recall_studio.domain.errors import Cancelled
from recall_studio.media.sound_pieces import Piece, PieceHead, block_bytes, read_piece
from recall_studio.media.sound_writing import most_bytes, write_joined
from recall_studio.media.splicing import LOST_US, TOLERANCE_MS, Plan, plan

RATE_HZ = 8_000
BLOCK = 400  # 50 ms


class Take:
    """Listening without a break: it says at which instant each of its samples came in."""

    def __init__(self, began_ms: float, *, rate_hz: int = RATE_HZ, ppm: float = 0, late_us: int = 0) -> None:
        self.id, self.began_us = str(uuid.uuid4()), began_ms * 1000
        self.rate_hz, self.ppm, self.late_us = rate_hz, ppm, late_us
        self.samples, self.lost_us = 0, 0.0

    def piece(self, blocks: int, *, late: Sequence[int] = (), block: int = BLOCK) -> bytes:
        """The next piece; `late` are numbers of blocks that were taken 80 ms late."""
        made = [PieceHead(self.rate_hz, self.id, self.samples, round(self.heard_us())).to_bytes()]
        for number in range(blocks):
            sound = said(self.samples, self.samples + block).tobytes()
            self.samples += block
            made.append(block_bytes(sound, round(self.heard_us()) + self.late_us + 80_000 * (number in late)))
        return b"".join(made)

    def heard_us(self) -> float:
        return self.began_us + self.lost_us + self.samples * 1e6 / self.rate_hz * (1 - self.ppm / 1e6)


def said(first: int, end: int) -> NDArray[np.int16]:
    """The samples of a take: up and down, so that neighbours differ by 1."""
    return np.abs(np.arange(first, end) % 20_000 - 10_000).astype("<i2")


def read(*files: bytes) -> list[Piece]:
    return [read_piece(BytesIO(file)) for file in files]


def planned(*files: bytes) -> Plan:
    made = plan(read(*files))
    assert made is not None
    return made


def joined(*files: bytes) -> tuple[Plan, NDArray[np.int16]]:
    made, out = planned(*files), BytesIO()
    write_joined(out, made, read(*files), [lambda file=file: BytesIO(file) for file in files])  # type: ignore[misc]
    assert len(out.getvalue()) <= most_bytes(made)
    out.seek(0)
    with av.open(out, "r") as container:
        samples = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    return made, np.concatenate(samples).astype(np.int16)


def test_one_take_is_kept_sample_by_sample() -> None:
    take = Take(1_000)
    made, samples = joined(take.piece(20), take.piece(30), take.piece(10))
    assert made.begin_ms == 1_000
    assert made.gaps == ()
    assert np.array_equal(samples, said(0, 60 * BLOCK))


def test_the_order_of_the_files_does_not_matter() -> None:
    take = Take(1_000)
    one, two = take.piece(20), take.piece(20)
    assert np.array_equal(joined(two, one)[1], joined(one, two)[1])


def test_a_rest_is_silence_of_its_length() -> None:
    first, second = Take(0), Take(5_000)
    made, samples = joined(first.piece(40), second.piece(40))
    assert made.gaps == ((2_000, 5_000),)
    assert not samples[2 * RATE_HZ : 5 * RATE_HZ].any()
    assert np.array_equal(samples[5 * RATE_HZ :], said(0, 2 * RATE_HZ))


def test_late_blocks_move_nothing() -> None:
    """The window was busy: samples came in late, and none was lost."""
    take = Take(0)
    made, samples = joined(take.piece(200, late=[0, 1, 2, 50, 120, 121, 198, 199]))
    assert made.begin_ms == 0
    assert made.gaps == ()
    assert np.array_equal(samples, said(0, 200 * BLOCK))


def test_samples_that_were_lost_are_silence_where_they_were_lost() -> None:
    take = Take(0)
    one = take.piece(100)
    take.lost_us = 700_000
    made, samples = joined(one, take.piece(100))
    assert made.gaps == ((5_000, 5_700),)
    assert np.array_equal(samples[-100 * BLOCK :], said(100 * BLOCK, 200 * BLOCK))


@pytest.mark.parametrize("ppm", [-300, -50, 50, 300])
def test_a_clock_that_drifts_is_followed(ppm: int) -> None:
    """Half an hour of a card that is off; every sample lies where it was heard."""
    take = Take(0, ppm=ppm)
    files = [take.piece(6_000) for _number in range(6)]
    made = planned(*files)
    assert made.gaps == ()
    at = 0
    for one in made.stretches:
        for sample in (0, one.samples):
            heard_ms = (at + sample) / RATE_HZ * (1 - ppm / 1e6) * 1000
            place_ms = made.begin_ms + (one.at + sample * one.length / one.samples) * 1000 / RATE_HZ
            assert place_ms == pytest.approx(heard_ms, abs=TOLERANCE_MS)
        at += one.samples
    assert at == 6 * 6_000 * BLOCK


def test_a_sound_that_is_drawn_out_has_no_clicks() -> None:
    take = Take(0, ppm=-800)
    made, samples = joined(take.piece(6_000))
    assert made.samples == pytest.approx(6_000 * BLOCK * 1.0008, rel=1e-5)
    assert np.abs(np.diff(samples.astype(np.int32))).max() <= 2


def test_a_piece_that_is_missing_is_silence() -> None:
    take = Take(0)
    one, _two, three = take.piece(40), take.piece(40), take.piece(40)
    made = planned(one, three)
    assert made.gaps == ((2_000, 4_000),)
    assert made.length_ms == 6_000


def test_another_rate_gets_that_of_most() -> None:
    slow, quick = Take(0, rate_hz=16_000), Take(10_000)
    made = planned(slow.piece(40), quick.piece(400))
    assert made.rate_hz == RATE_HZ
    first, second = made.stretches
    assert (first.samples, first.length) == (16_000, 8_000)
    assert second.at == 80_000


def test_nothing_heard_is_nothing() -> None:
    assert plan([]) is None
    assert plan(read(Take(0).piece(0))) is None


def test_it_can_be_stopped() -> None:
    class Stopped:
        cancelled = True

        def report(self, done: int, total: int) -> None:
            pass

    file = Take(0).piece(40)
    with pytest.raises(Cancelled):
        write_joined(BytesIO(), planned(file), read(file), [lambda: BytesIO(file)], progress=Stopped())


@st.composite
def recordings(draw: st.DrawFn) -> tuple[list[bytes], list[tuple[float, int]]]:
    """Takes behind each other with rests between, in pieces; and where each take began and how long it is."""
    files: list[bytes] = []
    takes: list[tuple[float, int]] = []
    now_ms = float(draw(st.integers(-20, 5_000)))
    for _number in range(draw(st.integers(1, 4))):
        take = Take(now_ms)
        for blocks in draw(st.lists(st.integers(1, 60), min_size=1, max_size=3)):
            late = draw(st.sets(st.integers(1, 60), max_size=3)) if blocks > 3 else set()
            files.append(take.piece(blocks, late=sorted(late - {blocks - 1})))
        takes.append((now_ms, take.samples))
        now_ms += take.samples * 1000 / RATE_HZ + draw(st.integers(100, 3_000))
    return draw(st.permutations(files)), takes


@given(recordings())
def test_every_sample_is_there_once_and_in_its_place(made: tuple[list[bytes], list[tuple[float, int]]]) -> None:
    files, takes = made
    laid = planned(*files)
    assert sum(one.samples for one in laid.stretches) == sum(samples for _began, samples in takes)
    assert all(one.end <= other.at for one, other in pairwise(laid.stretches))
    assert all(one.at >= 0 and one.length == one.samples for one in laid.stretches)
    covered = np.zeros(laid.samples + RATE_HZ, np.bool_)
    for one in laid.stretches:
        covered[one.at : one.end] = True
    slack = RATE_HZ * LOST_US // 1_000_000 + 1
    for began_ms, samples in takes:
        start = round((began_ms - laid.begin_ms) * RATE_HZ / 1000)
        assert covered[max(0, start) + slack : start + samples - slack].all()
