"""An encrypted study: no word of an interview lies anywhere but in its sound, which is kept as recordings are."""

from contextlib import closing
from pathlib import Path

import pytest

from recall_studio.domain.consent import Purpose
from recall_studio.domain.study import SetupItem
from recall_studio.edits import keeping
from recall_studio.edits.founding import set_setup_item
from recall_studio.edits.recall.sounding import finish_sound
from recall_studio.store.opening import Opening, open_study
from tests.edits.recall.interviewing import begin, comment, end, stop
from tests.edits.recall.sounds import leaves_a_piece
from tests.edits.recall.test_erasing_interviews import WORDS, full
from tests.store.studies import CASE_MANAGER, CLIENT, Clock, answer, found

PASSPHRASE = "acht tekens of meer"
SPOKEN = WORDS[-1]
"""Written in the place of sound: media are not encrypted."""


def everything(*places: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for place in places for one in place.rglob("*") if one.is_file()}


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_its_words_lie_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None) -> None:
    """The control is the same in a study that is not encrypted: there every word is found."""
    state = tmp_path / "state"
    monkeypatch.setenv("RECALL_STUDIO_STATE", str(state))
    path = tmp_path / "Studie.recall"
    found(path, tmp_path / "film.mp4", passphrase=passphrase)
    clock = Clock()
    with closing(open_study(path, Opening(passphrase=lambda: passphrase or "", clock=clock))) as study:
        for item in SetupItem:
            study.perform(set_setup_item, item=item, done=True)
        for person in (CLIENT, CASE_MANAGER):
            answer(study, person, Purpose.NAGESPREK, recording="G-01")
        full(study)
        going = begin(study)
        comment(study, stop(study, going), "sneeuwklokje")
        leaves_a_piece(study, going, 0, 1)
        clock.goes(hours=2)
        keeping.back_up(study)
        held = everything(path, state)
        end(study, going)
        finish_sound(study)
    held |= {f"closed {name}": content for name, content in everything(path, state).items()}
    words = [*WORDS[:-1], "sneeuwklokje"]
    where = {word: [name for name, content in held.items() if word.encode() in content] for word in words}
    if passphrase is None:
        assert all(where.values())
    else:
        assert {word: names for word, names in where.items() if names} == {}
    spoken = {name.split("/")[-2] for name, content in held.items() if SPOKEN.encode() in content}
    assert spoken == {"media"}
