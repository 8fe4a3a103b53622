"""Every trouble is a sentence, in both languages."""

import pytest

from recall_studio.domain.words import LANGUAGES, speak
from recall_studio.player.troubles import TROUBLES, trouble_sentence


@pytest.mark.parametrize("key", TROUBLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trouble_is_a_sentence(key: str, language: str) -> None:
    speak(language)
    said = trouble_sentence(key)
    assert said[0].isupper()
    assert said.endswith(".")
    assert (said == TROUBLES[key]) == (language == "en")


def test_an_unknown_trouble_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        trouble_sentence("nothing")
