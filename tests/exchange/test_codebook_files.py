"""The codebook that ships, and those that people bring along as JSON or CSV."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recall_studio.domain.codebook import Code, Codebook, CodeStatus, CodeType, Modifier, ModifierValue, Text
from recall_studio.domain.errors import BadFile
from recall_studio.exchange.codebook_files import default_codebook, read_codebook
from recall_studio.exchange.codebook_tables import CODE_COLUMNS, MODIFIER_COLUMNS, code_rows, modifier_rows
from recall_studio.exchange.formats import CsvDialect
from recall_studio.exchange.formats.csv_tables import write_table

SMALL: dict[str, Any] = {
    "version": "3",
    "themes": [
        {
            "key": "taal",
            "nl": "Taal",
            "key_letter": "T",
            "color": "#2563A8",
            "codes": [{"key": "taal_tolk", "nl": "Tolk", "type": "interval", "layers": ["nagesprek"]}],
        }
    ],
}


def message_of(path: Path) -> str:
    with pytest.raises(BadFile) as refused:
        read_codebook(path)
    return refused.value.message


def as_json(folder: Path, content: object) -> Path:
    path = folder / "book.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def as_csv(folder: Path, text: str) -> Path:
    path = folder / "book.csv"
    path.write_text(text, encoding="utf-8")
    return path


def exported(folder: Path, book: Codebook, dialect: CsvDialect) -> Path:
    """The codebook's two tables, as an export writes them."""
    for name, rows, columns in (
        ("codebook", code_rows(book), CODE_COLUMNS),
        ("modifiers", modifier_rows(book), MODIFIER_COLUMNS),
    ):
        table = pd.DataFrame({column: pd.Series([row[column] for row in rows], dtype=object) for column in columns})
        texts = {column: "str" for column in columns if column not in ("position", "on", "multiple")}
        write_table(table.astype(texts), folder / f"{name}.csv", dialect)
    return folder / "codebook.csv"


# The codebook that ships.


def test_the_default_codebook() -> None:
    book = default_codebook()
    assert (len(book.themes), len(book.codes), len(book.on), len(book.modifiers)) == (9, 50, 20, 20)
    assert book.exclusive_groups[0] == ("rel_ruimte_geven", "rel_ruimte_beperken")


def test_a_theme_can_itself_be_coded() -> None:
    book = default_codebook()
    theme, code = book.code("disc"), book.code("disc_ervaring")
    assert theme.is_theme
    assert (theme.code_type, theme.chord, theme.on) == (CodeType.EITHER, "D", True)
    assert (code.code_type, code.chord, code.color) == (CodeType.INTERVAL, "D 1", theme.color)
    assert book.codes.index(code) == book.codes.index(theme) + 1


def test_codes_are_on_when_their_theme_is() -> None:
    assert {code.key for code in default_codebook().themes if code.on} == {"disc", "taal", "maat"}
    assert all(code.on == default_codebook().theme_of(code.key).on for code in default_codebook().codes)


def test_a_theme_is_in_the_layers_of_its_codes() -> None:
    assert default_codebook().code("bel").layers == ("nagesprek", "intervisie")


def test_a_modifier_that_is_a_number_has_a_unit() -> None:
    modifiers = {modifier.key: modifier for modifier in default_codebook().modifiers}
    assert (modifiers["venster_s"].unit, modifiers["venster_s"].values) == ("s", ())
    assert modifiers["grond"].multiple


# Export, read, the same.


@pytest.mark.parametrize("dialect", [CsvDialect(";", bom=True), CsvDialect(",", bom=False), CsvDialect("\t", bom=True)])
def test_the_exported_codebook_can_be_read_again(tmp_path: Path, dialect: CsvDialect) -> None:
    book = default_codebook()
    assert read_codebook(exported(tmp_path, book, dialect)) == book


keys = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(str.strip)
texts = st.builds(Text, words, words)
labels = st.builds(Text, words.filter(bool), words)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(keys, min_size=1, max_size=6, unique=True))
    modifiers = draw(
        st.lists(st.builds(Modifier, keys, labels, values, st.booleans(), words), unique_by=lambda m: m.key)
    )
    codes: list[Code] = []
    for name in names:
        themes = [code.key for code in codes if code.is_theme]
        parent = draw(st.sampled_from([None, *themes]))
        codes.append(draw(code_of(name, parent, [modifier.key for modifier in modifiers])))
    codes.sort(key=lambda code: (names.index(code.parent or code.key), code.parent is not None))
    groups = draw(st.lists(st.sets(st.sampled_from(names), min_size=1), max_size=2))
    ordered = [tuple(code.key for code in codes if code.key in group) for group in groups]
    successor = draw(st.sampled_from([None, codes[0].key]))
    codes[1:] = [replace(code, replaced_by=successor) for code in codes[1:]]
    return Codebook("1.0", tuple(codes), tuple(modifiers), tuple(ordered))


values = st.lists(
    st.builds(ModifierValue, words.filter(bool), texts), max_size=3, unique_by=lambda value: value.key
).map(tuple)


def code_of(name: str, parent: str | None, modifiers: list[str]) -> st.SearchStrategy[Code]:
    own = st.lists(st.sampled_from(modifiers), unique=True, max_size=2).map(tuple) if modifiers else st.just(())
    layers = st.lists(st.sampled_from(["gesprek", "nagesprek", "intervisie"]), min_size=1, unique=True).map(tuple)
    return st.builds(
        Code,
        key=st.just(name),
        parent=st.just(parent),
        label=labels,
        code_type=st.sampled_from(CodeType),
        short=texts,
        actor=words,
        layers=layers,
        definition=texts,
        include=texts,
        exclude=texts,
        example=texts,
        basis=words,
        modifiers=own,
        chord=words,
        color=st.sampled_from(["", "#2563A8"]),
        on=st.booleans(),
        status=st.sampled_from(CodeStatus),
    )


@given(codebooks(), st.sampled_from([CsvDialect(";", bom=True), CsvDialect(",", bom=False)]))
def test_every_codebook_comes_back(
    tmp_path_factory: pytest.TempPathFactory, book: Codebook, dialect: CsvDialect
) -> None:
    assert read_codebook(exported(tmp_path_factory.mktemp("book"), book, dialect)) == book


# A short list of one's own.


def test_key_theme_and_label_are_enough(tmp_path: Path) -> None:
    book = read_codebook(as_csv(tmp_path, "key;theme;label_nl\ncontact;;Contact\ngroet;contact;Begroeting\n"))
    assert [(code.key, code.parent, code.label.nl) for code in book.codes] == [
        ("contact", None, "Contact"),
        ("groet", "contact", "Begroeting"),
    ]
    assert {(code.code_type, code.layers, code.on, code.status) for code in book.codes} == {
        (CodeType.EITHER, ("gesprek",), True, CodeStatus.ACTIEF)
    }
    assert book.version == "1.0"


def test_codes_are_put_behind_their_theme(tmp_path: Path) -> None:
    path = as_csv(tmp_path, "label_en,key,theme\nBye,dag,a\nB,b,b\nHello,groet,a\nA,a,a\nX,x,b\n")
    assert [code.key for code in read_codebook(path).codes] == ["b", "x", "a", "dag", "groet"]


def test_a_code_without_color_takes_that_of_its_theme(tmp_path: Path) -> None:
    path = as_json(tmp_path, SMALL)
    assert {code.color for code in read_codebook(path).codes} == {"#2563A8"}


def test_modifiers_without_a_file_are_those_that_ship(tmp_path: Path) -> None:
    book = read_codebook(as_csv(tmp_path, "key,theme,label_nl,modifiers\na,,A,\nb,a,B,grond initiatief\n"))
    assert [modifier.key for modifier in book.modifiers] == ["initiatief", "grond"]
    assert "“kleur”" in message_of(as_csv(tmp_path, "key,theme,label_nl,modifiers\na,,A,kleur\n"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,,A\na,,B", "row 3: “a” stands in row 2 already."),
        ("a,b,A", "row 2: the theme “b” has no row of its own."),
        ("a,b,A\nb,a,B", "row 2: “b” is itself a code, so it can be no theme."),
        ("a,,A\nb,a,B\nc,b,C", "row 4: “b” is itself a code, so it can be no theme."),
        ("a,,", "row 2: it has no label, neither “label_nl” nor “label_en”."),
        ("a b,,A", "row 2: “a b” cannot be a key; use at most 40 letters, digits and underscores."),
        (",,A", "row 2: “” cannot be a key; use at most 40 letters, digits and underscores."),
        ("a,,A,x", "row 2: it has more cells than the headings."),
    ],
)
def test_what_does_not_hold_together_is_named_by_row(tmp_path: Path, rows: str, said: str) -> None:
    assert message_of(as_csv(tmp_path, f"key,theme,label_nl\n{rows}\n")) == f"“book.csv”, {said}"


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("type", "lang", "“lang” is none of point, interval, either."),
        ("status", "weg", "“weg” is none of actief, vervallen."),
        ("on", "soms", "“on” must be 1 or 0."),
        ("color", "blauw", "“blauw” is no color of the shape #7A4FBF."),
        ("layers", "gesprek les", "“les” is none of gesprek, nagesprek, intervisie."),
    ],
)
def test_a_word_that_is_none_is_named_by_row(tmp_path: Path, column: str, cell: str, said: str) -> None:
    assert message_of(as_csv(tmp_path, f"key,theme,label_nl,{column}\na,,A,{cell}\n")) == f"“book.csv”, row 2: {said}"


def test_successors_that_go_round_are_refused(tmp_path: Path) -> None:
    path = as_csv(tmp_path, "key,theme,label_nl,replaced_by\na,,A,b\nb,,B,a\n")
    assert message_of(path) == "“book.csv”: the codes that replace “a” go round."
    path = as_csv(tmp_path, "key,theme,label_nl,replaced_by\na,,A,c\n")
    assert "“c”" in message_of(path)


def test_a_codebook_without_codes_is_none(tmp_path: Path) -> None:
    assert message_of(as_csv(tmp_path, "key,theme,label_nl\n")) == "“book.csv” holds no code."
    assert message_of(as_csv(tmp_path, "key,label_nl\n")) == "“book.csv” lacks the column “theme”."


def test_another_kind_of_file_is_no_codebook(tmp_path: Path) -> None:
    assert message_of(tmp_path / "book.xlsx") == "“book.xlsx” is no codebook: it must be a .json or .csv file."


# JSON.


def changed(place: list[str | int], value: object) -> dict[str, Any]:
    """`SMALL` with another value at a place; None takes it away."""
    content: Any = json.loads(json.dumps(SMALL))
    at = content
    for step in place[:-1]:
        at = at[step]
    if value is None:
        del at[place[-1]]
    else:
        at[place[-1]] = value
    return dict(content)


def test_json_of_the_same_shape(tmp_path: Path) -> None:
    book = read_codebook(as_json(tmp_path, SMALL))
    assert (book.version, [code.key for code in book.codes]) == ("3", ["taal", "taal_tolk"])
    assert book.code("taal").layers == ("nagesprek",)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (["themes"], None, "“book.json”, themes: a list was expected."),
        (["themes", 0], "taal", "“book.json”, themes[0]: an object was expected."),
        (["themes", 0, "key"], None, "“book.json”, themes[0]: “key” is missing."),
        (["themes", 0, "nl"], None, "“book.json”, themes[0]: it has no label, neither “nl” nor “en”."),
        (["themes", 0, "nl"], 4, "“book.json”, themes[0].nl: a text was expected."),
        (["themes", 0, "color"], "red", "“book.json”, themes[0].color: “red” is no color of the shape #7A4FBF."),
        (["themes", 0, "on_by_default"], 1, "“book.json”, themes[0].on_by_default: true or false was expected."),
        (["themes", 0, "codes"], {}, "“book.json”, themes[0].codes: a list was expected."),
        (
            ["themes", 0, "codes", 0, "type"],
            "lang",
            "“book.json”, themes[0].codes[0].type: “lang” is none of point, interval, either.",
        ),
        (
            ["themes", 0, "codes", 0, "layers"],
            "les",
            "“book.json”, themes[0].codes[0].layers: a list was expected.",
        ),
        (
            ["themes", 0, "codes", 0, "layers"],
            ["les"],
            "“book.json”, themes[0].codes[0].layers: “les” is none of gesprek, nagesprek, intervisie.",
        ),
        (
            ["themes", 0, "codes", 0, "modifiers"],
            [1],
            "“book.json”, themes[0].codes[0].modifiers: a list of texts was expected.",
        ),
        (
            ["themes", 0, "codes", 0, "key"],
            "taal",
            "“book.json”, themes[0].codes[0]: “taal” stands at themes[0] already.",
        ),
        (["exclusive_groups"], [["weg"]], "“book.json”: “exclusive groups” names “weg”, which is not in the codebook."),
        (["modifiers"], [{"key": "a"}], "“book.json”, modifiers[0]: it has no label, neither “nl” nor “en”."),
    ],
)
def test_what_is_wrong_in_json_is_named(tmp_path: Path, place: list[str | int], value: object, said: str) -> None:
    assert message_of(as_json(tmp_path, changed(place, value))) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"themes": [\n}', "“book.json” is no JSON: line 2 cannot be read."),
        (b"", "“book.json” is no JSON: line 1 cannot be read."),
        (b"[]", "“book.json”, at the top: an object was expected."),
        (b"\xff", "“book.json” is not a text file in UTF-8."),
        (b"[" * 100_000, "“book.json” is nested too deeply to be a codebook."),
    ],
)
def test_a_file_that_is_no_json_says_so(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "book.json"
    path.write_bytes(content)
    assert message_of(path) == said


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    assert message_of(tmp_path / "none.json") == "“none.json” cannot be read: No such file or directory."
