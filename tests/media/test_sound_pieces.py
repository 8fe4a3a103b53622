"""Pieces of an interview's sound: whatever is whole of them counts, wherever they end."""

import uuid
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.errors import BadFile
from recall_studio.media.sound_pieces import PieceHead, block_bytes, read_piece, read_sound

TAKE = str(uuid.UUID(int=7))
HEAD = PieceHead(48_000, TAKE, 96_000, -5_000)


def sound(samples: int, first: int = 0) -> bytes:
    return b"".join((number % 30_000).to_bytes(2, "little") for number in range(first, first + samples))


def a_piece(*sizes: int) -> bytes:
    made, first = [HEAD.to_bytes()], 0
    for size in sizes:
        made.append(block_bytes(sound(size, first), (first + size) * 100))
        first += size
    return b"".join(made)


def test_what_was_written_is_read() -> None:
    piece = read_piece(BytesIO(a_piece(100, 50, 7)))
    assert piece.head == HEAD
    assert [(block.first, block.samples, block.heard_us) for block in piece.blocks] == [
        (0, 100, 10_000),
        (100, 50, 15_000),
        (150, 7, 15_700),
    ]
    assert piece.samples == 157


@given(st.lists(st.integers(1, 40), max_size=8), st.integers(0, 1_000))
def test_a_file_that_ends_anywhere_keeps_its_whole_blocks(sizes: list[int], end: int) -> None:
    whole = a_piece(*sizes)
    reader = BytesIO(whole[:end])
    if end < len(HEAD.to_bytes()):
        with pytest.raises(BadFile):
            read_piece(reader)
        return
    piece = read_piece(reader)
    kept = [block.samples for block in piece.blocks]
    assert kept == sizes[: len(kept)]
    assert len(a_piece(*kept)) <= end
    assert len(kept) == len(sizes) or len(a_piece(*sizes[: len(kept) + 1])) > end
    assert read_sound(reader, piece, 0, piece.samples) == sound(sum(kept))


@given(st.data())
def test_samples_are_read_across_blocks(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 30), min_size=1, max_size=6))
    first = data.draw(st.integers(0, sum(sizes) - 1))
    samples = data.draw(st.integers(0, sum(sizes) - first))
    reader = BytesIO(a_piece(*sizes))
    assert read_sound(reader, read_piece(reader), first, samples) == sound(samples, first)


def test_a_block_that_was_damaged_ends_it() -> None:
    made = bytearray(a_piece(100, 50, 7))
    made[len(a_piece(100)) + 40] ^= 1
    assert read_piece(BytesIO(bytes(made))).samples == 100


def test_zeros_that_a_loss_of_power_leaves_are_no_sound() -> None:
    assert read_piece(BytesIO(a_piece(100) + bytes(4_096))).samples == 100


@pytest.mark.parametrize("other", [b"", b"RSP1", b"fLaC" + bytes(100), bytes(100)])
def test_something_else_is_refused(other: bytes) -> None:
    with pytest.raises(BadFile):
        read_piece(BytesIO(other))
