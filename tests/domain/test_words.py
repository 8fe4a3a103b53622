"""The language that is spoken: Dutch and English, places filled in, numbers and lists as people write them."""

import threading

import pytest

from recall_studio.domain.errors import AccessRefused, BadInput, StudyReadOnly
from recall_studio.domain.timecode import parse_ms
from recall_studio.domain.words import _, decimal, in_words, language, language_of_system, ngettext, speak, speaking


def test_a_sentence_in_dutch_and_english() -> None:
    assert _("There is nothing to undo.") == "There is nothing to undo."
    speak("nl")
    assert language() == "nl"
    dutch = _("There is nothing to undo.")
    assert dutch != "There is nothing to undo."
    speak("en")
    assert language() == "en"
    assert _("There is nothing to undo.") == "There is nothing to undo."


def test_an_error_is_in_the_language_that_is_spoken_when_it_is_raised() -> None:
    with pytest.raises(BadInput, match=r"“nu” is not a time\."):
        parse_ms("nu")
    speak("nl")
    with pytest.raises(BadInput) as told:
        parse_ms("nu")
    assert "“nu”" in told.value.message
    assert told.value.message != "“nu” is not a time."


def test_what_has_no_translation_is_said_in_english() -> None:
    speak("nl")
    assert _("No sentence of ours, {name}.", name="A") == "No sentence of ours, A."


def test_a_language_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="fr"):
        speak("fr")
    assert language() == "en"


def test_places_are_filled_and_braces_from_users_are_left_alone() -> None:
    assert _("There is no code “{key}” in the codebook.", key="{note}") == "There is no code “{note}” in the codebook."
    assert _("100 % {as it stands}") == "100 % {as it stands}"


def test_one_and_many() -> None:
    one, many = "…and {n} more row.", "…and {n} more rows."
    assert [ngettext(one, many, n) for n in (1, 2)] == ["…and 1 more row.", "…and 2 more rows."]
    speak("nl")
    said = [ngettext(one, many, n) for n in (1, 2)]
    assert said[0] != said[1]
    assert not {"…and 1 more row.", "…and 2 more rows."} & set(said)


def test_lists() -> None:
    assert in_words([]) == ""
    assert in_words(["a"]) == "a"
    assert in_words(["a", "b"]) == "a and b"
    assert in_words(["a", "b", "c"]) == "a, b and c"
    speak("nl")
    assert in_words(["a", "b", "c"]) == "a, b en c"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LC_ALL": "nl_BE", "LANG": "en_US"}, "nl"),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_NL", "LANG": "en_US"}, "nl"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "nl_NL", "LANG": "nl_NL"}, "en"),
        ({"LANG": "Dutch_Netherlands.1252"}, "nl"),
    ],
)
def test_the_language_of_the_system(environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_system() == spoken


def test_the_kind_of_an_error_is_its_name_in_snake_case() -> None:
    assert StudyReadOnly("x").kind == "study_read_only"
    assert AccessRefused("x", operation="coderen", subjects=()).kind == "access_refused"


def test_one_text_in_another_language_leaves_all_else_as_it_was() -> None:
    speak("en")
    said: list[str] = []
    with speaking("nl"):
        assert (language(), _("The whole recording")) == ("nl", "De hele opname")
        other = threading.Thread(target=lambda: said.append(_("The whole recording")))
        other.start()
        other.join()
        with speaking("en"):
            assert decimal(1.5) == "1.5"
        assert decimal(1.5) == "1,5"
    assert said == ["The whole recording"]
    assert (language(), _("The whole recording")) == ("en", "The whole recording")
    with pytest.raises(ValueError, match="fr"), speaking("fr"):
        pass
