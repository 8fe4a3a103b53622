"""Brings the Dutch catalogue up to date with the texts in the code, and says how many have no Dutch yet.

For developers: `.venv/bin/python packaging/extract_words.py`. The code is read, never run; what is translated stays.
"""

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
DUTCH = PROJECT / "resources" / "translations" / "nl" / "LC_MESSAGES" / "recall_studio.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

# Written as it stands: a header with dates would change with every run.
HEADER = r"""# Dutch texts of Recall Studio. Renew with: packaging/extract_words.py
msgid ""
msgstr ""
"Project-Id-Version: recall_studio\n"
"Language: nl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def extract(package: Path = PROJECT / "recall_studio") -> Catalog:
    """All texts that the code marks with `_()`, `N_()` and `ngettext()`.

    Args:
        package: the folder of the code.

    Returns:
        A catalogue without translations; places are `recall_studio/…` and the line.
    """
    catalog = Catalog()
    found = extract_from_dir(package, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("NOTE:",))
    for path, line, text, comments, context in sorted(found, key=lambda item: (Path(item[0]).as_posix(), item[1])):
        place = (package.name + "/" + Path(path).as_posix(), line)
        catalog.add(text, locations=[place], auto_comments=comments, context=context)
    return catalog


def read(words: Path = DUTCH) -> Catalog:
    """The catalogue as it is now; an empty one when there is no file yet."""
    if not words.exists():
        return Catalog(locale="nl")
    with words.open("rb") as file:
        return read_po(file, locale="nl", abort_invalid=True)


def update(texts: Catalog, words: Path = DUTCH) -> list[Message]:
    """Write the catalogue with these texts: known translations are kept, texts no longer in the code go.

    Args:
        texts: what `extract` found.
        words: the file of the catalogue.

    Returns:
        The messages that have no translation.
    """
    catalog = read(words)
    catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalog:
        message.flags.discard("python-format")  # our places are {name}; a percent sign is just that
    body = io.BytesIO()
    write_po(body, catalog, width=120, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_bytes(HEADER.encode() + body.getvalue().strip() + b"\n")
    return [message for message in catalog if message.id and not is_translated(message)]


def is_translated(message: Message) -> bool:
    """Whether every form of the message has a text."""
    forms = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(forms) and len(forms) == (2 if message.pluralizable else 1)


def main() -> None:
    """Renew the Dutch catalogue."""
    missing = update(extract())
    for message in missing:
        print(f"no Dutch yet: {message.id if isinstance(message.id, str) else message.id[0]}")
    print(f"{DUTCH.relative_to(PROJECT).as_posix()}: {len(missing)} of {len(read())} texts have no Dutch yet.")


if __name__ == "__main__":
    main()
