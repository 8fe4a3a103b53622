"""Compiles every `recall_studio.po` to the `.mo` beside it, which is what the program reads.

Started by `environment.py`, by the build of the wheel and by the tests; needs Babel.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


def compile_all(translations: Path = TRANSLATIONS) -> list[Path]:
    """Compile the catalogue of every language.

    Args:
        translations: the folder with `<language>/LC_MESSAGES/recall_studio.po`.

    Returns:
        The files that were written.

    Raises:
        PoFileError: a catalogue cannot be read.
    """
    return [_compile(words) for words in sorted(translations.glob("*/LC_MESSAGES/recall_studio.po"))]


def _compile(words: Path) -> Path:
    with words.open("rb") as file:
        catalog = read_po(file, locale=words.parent.parent.name, abort_invalid=True)
    catalog.creation_date = datetime.fromtimestamp(0, UTC)  # the same words give the same file
    compiled = words.with_suffix(".mo")
    # Written beside and renamed: a program that starts meanwhile never reads half a file.
    beside = compiled.with_suffix(f".{os.getpid()}.mo")
    with beside.open("wb") as file:
        write_mo(file, catalog)
    beside.replace(compiled)
    return compiled


if __name__ == "__main__":
    compile_all()
