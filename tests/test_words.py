"""Every text for people has its Dutch, with the same places to fill in."""

import ast
import gettext
import io
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parent.parent
EXTRACT: dict[str, Any] = runpy.run_path(str(PROJECT / "packaging" / "extract_words.py"))
COMPILE: dict[str, Any] = runpy.run_path(str(PROJECT / "packaging" / "compile_words.py"))
DUTCH: Path = EXTRACT["DUTCH"]
HEADER: str = EXTRACT["HEADER"]


@pytest.fixture(scope="module")
def texts() -> Catalog:
    found: Catalog = EXTRACT["extract"]()
    return found


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    known: Catalog = EXTRACT["read"]()
    return known


def test_every_text_has_dutch(texts: Catalog, dutch: Catalog) -> None:
    expect_none(untranslated(texts, dutch))


def test_dutch_has_no_texts_that_left_the_code(texts: Catalog, dutch: Catalog) -> None:
    expect_none(left_over(texts, dutch))


def test_the_places_are_the_same(dutch: Catalog) -> None:
    expect_none([problem for message in messages(dutch) for problem in different_places(message)])


def test_no_translation_is_a_guess(dutch: Catalog) -> None:
    expect_none([first_form(message) for message in messages(dutch) if message.fuzzy])


def test_the_head_of_the_file_has_no_dates(dutch: Catalog) -> None:
    assert DUTCH.read_text(encoding="utf-8").startswith(HEADER)
    assert "Date:" not in HEADER


def test_every_marked_text_is_found(texts: Catalog) -> None:
    known = {form for message in messages(texts) for form in forms_of(message.id)}
    package = PROJECT / "recall_studio"
    expect_none([text for path in sorted(package.rglob("*.py")) for text in unfound(path.read_text("utf-8"), known)])


def test_no_text_is_put_together_before_translation() -> None:
    package = PROJECT / "recall_studio"
    found = [
        f"{path.relative_to(PROJECT)}:{line}"
        for path in sorted(package.rglob("*.py"))
        for line in put_together(path.read_text("utf-8"))
    ]
    expect_none(found)


# The checks, and proof that each can fail.


def expect_none(problems: list[str]) -> None:
    """Fail with every problem, not only the first."""
    assert not problems, "\n".join(problems)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms_of(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def first_form(message: Message) -> str:
    return forms_of(message.id)[0]


def untranslated(texts: Catalog, translations: Catalog) -> list[str]:
    missing = []
    for message in messages(texts):
        known = translations.get(message.id)
        if known is None or known.id != message.id or not EXTRACT["is_translated"](known):
            missing.append(first_form(message))
    return missing


def left_over(texts: Catalog, translations: Catalog) -> list[str]:
    gone = [first_form(message) for message in messages(translations) if texts.get(message.id) is None]
    return gone + [first_form(message) for message in translations.obsolete.values()]


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def different_places(message: Message) -> list[str]:
    """The singular may leave `{n}` out, in both languages: "one moment"."""
    sources = forms_of(message.id)
    allowed = set().union(*(places_in(source) for source in sources))
    wrong = []
    for place, said in enumerate(forms_of(message.string or "")):
        source = sources[min(place, len(sources) - 1)]
        optional = {"n"} if place < len(sources) - 1 else set()
        if said and (places_in(said) - optional != places_in(source) - optional or not places_in(said) <= allowed):
            wrong.append(said)
    return wrong


def marked_calls(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in EXTRACT["KEYWORDS"]:
            yield node


def unfound(source: str, known: set[str]) -> list[str]:
    said = [
        argument.value
        for call in marked_calls(source)
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    return [text for text in said if text not in known]


def put_together(source: str) -> list[int]:
    """Lines where a sum of texts is given to `_`, before it could be looked up: such a text is in no catalogue."""
    return [call.lineno for call in marked_calls(source) if any(is_put_together(said) for said in call.args[:2])]


def is_put_together(said: ast.expr) -> bool:
    if isinstance(said, ast.Call):
        return isinstance(said.func, ast.Attribute) and said.func.attr == "format"
    return isinstance(said, (ast.JoinedStr, ast.BinOp))


def catalog_of(po: str) -> Catalog:
    return read_po(io.BytesIO(po.encode()), locale="nl")


@pytest.mark.parametrize(
    "po",
    [
        "",
        'msgid "Open {name}"\nmsgstr ""\n',
        'msgid "Open {name}"\nmsgid_plural "Open {n}"\nmsgstr[0] "Open {name}"\nmsgstr[1] ""\n',
    ],
)
def test_a_missing_translation_is_seen(po: str) -> None:
    texts = Catalog()
    texts.add("Open {name}")
    assert untranslated(texts, catalog_of(po)) == ["Open {name}"]


def test_a_translation_that_is_there_is_seen() -> None:
    texts = Catalog()
    texts.add("Open {name}")
    texts.add(("one", "{n} of them"))
    po = 'msgid "Open {name}"\nmsgstr "Open {name}"\n\nmsgid "one"\nmsgid_plural "{n} of them"\n'
    assert untranslated(texts, catalog_of(po + 'msgstr[0] "een"\nmsgstr[1] "{n} ervan"\n')) == []


@pytest.mark.parametrize("mark", ["", "#~ "])
def test_a_left_over_translation_is_seen(mark: str) -> None:
    assert left_over(Catalog(), catalog_of(f'{mark}msgid "Old"\n{mark}msgstr "Oud"\n')) == ["Old"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Open {name}", "Open {naam}"),
        ("Open {name}", "Open"),
        (("{n} in {place}", "{n} in {place}"), ("een", "{n} in {place}")),
        (("one", "{n} of them"), ("een", "meer")),
    ],
)
def test_other_places_are_seen(source: str | tuple[str, str], said: str | tuple[str, str]) -> None:
    assert different_places(Message(source, said)) != []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{a} of {b}", "{b} van {a}"),
        (("{n} moment", "{n} moments"), ("een moment", "{n} momenten")),
        ("not yet translated {name}", ""),
    ],
)
def test_the_same_places_pass(source: str | tuple[str, str], said: str | tuple[str, str]) -> None:
    assert different_places(Message(source, said)) == []


def test_a_marked_text_that_was_not_found_is_seen() -> None:
    assert unfound("x = f\"{_('Hidden')}\"", set()) == ["Hidden"]


@pytest.mark.parametrize(
    "call", ['_(f"Open {x}")', '_("Open " + x)', '_("Open {}".format(x))', 'ngettext(f"a", "b", 2)']
)
def test_a_text_put_together_is_seen(call: str) -> None:
    assert put_together(f"x = {call}") == [1]


def test_a_whole_text_passes() -> None:
    assert put_together('x = _("Open {name}", name=f"{y}" + z)\ny = _(text)') == []


# The tools that keep the catalogue.


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "recall_studio"
    folder.mkdir()
    (folder / "b.py").write_text('_("Second {x}", x=_("Nested"))\nngettext("one", "{n} of them", 2)\n')
    (folder / "a.py").write_text('N_("First, at 100 % of it")\n')
    return folder


def test_a_new_text_is_added_and_a_known_one_kept(package: Path, tmp_path: Path) -> None:
    words = tmp_path / "nl.po"
    words.write_text('msgid "First, at 100 % of it"\nmsgstr "Eerst"\n\nmsgid "Secnd {x}"\nmsgstr "Twede {x}"\n')
    missing = EXTRACT["update"](EXTRACT["extract"](package), words)
    assert sorted(first_form(message) for message in missing) == ["Nested", "Second {x}", "one"]
    body = words.read_text().removeprefix(HEADER)
    assert re.findall(r"^(?:#:|msgid|#,) .*", body, re.MULTILINE) == [
        "#: recall_studio/a.py",
        'msgid "First, at 100 % of it"',
        "#: recall_studio/b.py",
        "#, python-brace-format",
        'msgid "Second {x}"',
        "#: recall_studio/b.py",
        'msgid "Nested"',
        "#: recall_studio/b.py",
        "#, python-brace-format",
        'msgid "one"',
    ]
    assert 'msgstr "Eerst"' in body
    assert "Twede" not in body


def test_an_update_without_news_changes_nothing(package: Path, tmp_path: Path) -> None:
    words = tmp_path / "nl.po"
    EXTRACT["update"](EXTRACT["extract"](package), words)
    before = words.read_bytes()
    EXTRACT["update"](EXTRACT["extract"](package), words)
    assert words.read_bytes() == before


def test_compiled_words_are_spoken(tmp_path: Path) -> None:
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = 'msgid "Open {name}"\nmsgstr "Open {name} nu"\n\nmsgid "one"\nmsgid_plural "{n} of them"\n'
    (folder / "recall_studio.po").write_text(HEADER + words + 'msgstr[0] "een"\nmsgstr[1] "{n} ervan"\n')
    assert COMPILE["compile_all"](tmp_path) == [folder / "recall_studio.mo"]
    spoken = gettext.translation("recall_studio", tmp_path, languages=["nl"])
    assert spoken.gettext("Open {name}") == "Open {name} nu"
    assert spoken.ngettext("one", "{n} of them", 2) == "{n} ervan"
    assert sorted(path.name for path in folder.iterdir()) == ["recall_studio.mo", "recall_studio.po"]
