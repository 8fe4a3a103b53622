"""Three coders on three copies: whatever they do and however packages travel, all end with the same work."""

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recall_studio.domain.errors import BadFile
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.domain.packages import Fate
from recall_studio.edits.coding import declare_range
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import write_memo
from recall_studio.edits.tagging import change_moment, remove_moments
from recall_studio.edits.undoing import undo
from recall_studio.store.study import Study
from tests.exchange.laptops import Laptop, founds, receives
from tests.store.studies import tag

CODERS = ("A", "B", "C")
DEEDS = ("tag", "note", "move", "remove", "memo", "declare", "mark", "undo")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A's study and what B and C received of it."""
    home = tmp_path_factory.mktemp("drie")
    a = founds(home / "A")
    with a.open() as study:
        tag(study, start_ms=50)
    for coder in CODERS[1:]:
        receives(a.assigns(coder), coder=coder, home=home / coder)
    return home


def laptops_in(home: Path) -> dict[str, Laptop]:
    names = {"A": "Werk.recall", "B": "Werk B.recall", "C": "Werk C.recall"}
    return {coder: Laptop(coder, home / coder, home / coder / name) for coder, name in names.items()}


def do(study: Study, deed: str, chance: random.Random) -> None:
    """One thing that a coder does with their own work."""
    own = [row["id"] for row in study.rows("SELECT id FROM annotation WHERE coder = ?", (study.acting.id,))]
    start = chance.randrange(1, 500_000)
    moment = AnnotationId(chance.choice(own)) if own else None
    if deed == "tag" or (moment is None and deed in ("note", "move", "remove")):
        tag(
            study,
            chance.choice(("taal_vraag", "taal_begrip", "werk")),
            start,
            start + 900,
            note=chance.choice((None, "n")),
        )
    elif deed == "note" and moment:
        study.perform(change_moment, moment=moment, note=str(start))
    elif deed == "move" and moment:
        study.perform(change_moment, moment=moment, start_ms=start, end_ms=None)
    elif deed == "remove" and moment:
        study.perform(remove_moments, moments=[moment])
    elif deed == "memo":
        about = About(Subject.MOMENT, moment) if moment else About(Subject.STUDY, study.facts().id)
        study.perform(write_memo, about=about, kind=MemoKind.THEORIE, text=str(start))
    elif deed == "declare":
        codes = ["taal"]
        study.perform(declare_range, recording="G-01", coder=study.acting.code, start_ms=0, end_ms=start, codes=codes)
    elif deed == "mark":
        study.perform(mark_discuss, recording="G-01", at_ms=start, moment=moment)
    elif deed == "undo" and study.value("SELECT count(*) FROM step WHERE author = ?", (study.acting.id,)) > 2:
        undo_own(study)


def undo_own(study: Study) -> None:
    """Take the latest own step back, when it is one of coding: what was fetched stays."""
    label = study.value("SELECT label FROM step WHERE author = ? ORDER BY number DESC LIMIT 1", (study.acting.id,))
    if label not in ("Fetch coding work", "Prepare the study for a colleague") and study.value(
        "SELECT reverts IS NULL FROM step WHERE author = ? ORDER BY number DESC LIMIT 1", (study.acting.id,)
    ):
        study.perform(undo)


def half_delivered(laptop: Laptop, file: Path, chance: random.Random) -> None:
    """A file that was cut off is refused, and nothing changes."""
    whole = file.read_bytes()
    cut = laptop.home / "half.codeerwerk"
    cut.write_bytes(whole[: chance.randrange(len(whole))])
    before = laptop.holds()
    with pytest.raises(BadFile):
        laptop.fetches(cut)
    assert laptop.holds() == before


TURN = st.tuples(
    st.sampled_from(CODERS), st.lists(st.sampled_from(DEEDS), min_size=1, max_size=4), st.lists(st.sampled_from(CODERS))
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(turns=st.lists(TURN, min_size=1, max_size=5), seed=st.integers(0, 2**32), order=st.permutations(CODERS))
def test_all_end_with_the_same_work(
    three: Path, turns: list[tuple[str, list[str], list[str]]], seed: int, order: list[str]
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        laptops = laptops_in(Path(shutil.copytree(three, Path(folder) / "drie")))
        files: list[tuple[str, Path]] = []
        for number, (coder, deeds, to) in enumerate(turns):
            with laptops[coder].open() as study:
                for deed in deeds:
                    do(study, deed, chance)
            files.append((coder, laptops[coder].shares(f"{number}.codeerwerk")))
            for receiver in to:  # any package that was ever shared, late or again
                sender, file = chance.choice(files)
                if sender != receiver:
                    laptops[receiver].fetches(file)
        last = {coder: laptops[coder].shares() for coder in CODERS}
        for receiver in order:
            _receives_all(laptops[receiver], last, chance)
        a, b, c = (counting(laptops[coder].holds()) for coder in CODERS)
        assert a == b == c


def counting(held: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The same without memos on moments that were removed: those stay with their coder and travel nowhere."""
    there = {row["id"] for row in held["annotation"]}
    memos = [row for row in held["memo"] if row["about_table"] != "annotation" or row["about_row"] in there]
    return {**held, "memo": memos}


def _receives_all(laptop: Laptop, last: dict[str, Path], chance: random.Random) -> None:
    senders = [coder for coder in CODERS if coder != laptop.coder]
    chance.shuffle(senders)
    for sender in senders:
        half_delivered(laptop, last[sender], chance)
        laptop.fetches(last[sender])
        there = laptop.holds()
        again = laptop.fetches(last[sender])
        assert (again.added, again.changed, again.removed, again.different) == (0, 0, 0, 0)
        assert laptop.holds() == there


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(seed=st.integers(0, 2**32), touched=st.integers(1, 4))
def test_what_both_changed_is_shown_and_stays(three: Path, seed: int, touched: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        laptops = laptops_in(Path(shutil.copytree(three, Path(folder) / "drie")))
        a, b = laptops["A"], laptops["B"]
        with b.open() as study:
            made = [AnnotationId(tag(study, start_ms=chance.randrange(1, 500_000))) for _one in range(5)]
        a.fetches(b.shares())
        both = chance.sample(made, touched)
        with a.open(acting_as="B") as study:
            for moment in both:
                study.perform(change_moment, moment=moment, note="hier")
        with b.open() as study:
            for moment in made:
                study.perform(change_moment, moment=moment, note="daar")
        file = b.shares()
        differ = {entry.id for entry in a.looks(file).entries if entry.fate is Fate.DIFFERENT}
        assert differ == set(both)
        done = a.fetches(file)
        assert (done.changed, done.different) == (5 - touched, touched)
        notes = {row["id"]: row["note"] for row in a.holds()["annotation"]}
        assert all(notes[moment] == ("hier" if moment in both else "daar") for moment in made)
