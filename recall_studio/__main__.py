"""Where the program starts: the window without arguments or with a study alone, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from recall_studio.domain.words import LANGUAGES, language_of_system, speak

STUDY = ".recall"


def main() -> None:
    """Run the program with the arguments it was given; ends the process."""
    if getattr(sys, "frozen", False):  # packed into one file, the program is its own worker process as well
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    others = _without_language(arguments)
    if not others or (len(others) == 1 and _is_study(others[0])):
        sys.exit(_show(Path(others[0]) if others else None, _asked_language(arguments)))
    speak(_asked_language(arguments) or language_of_system())
    sys.exit(_command(arguments))


def _command(arguments: list[str]) -> int:
    from recall_studio.cli.app import run  # its texts are translated when it is imported

    return run(arguments)


def _show(study: Path | None, language: str) -> int:
    """Show the window, on this study or on the start page; say so where none can open, and show it in words."""
    from recall_studio.store.settings import load
    from recall_studio.ui.display import why_no_window

    speak(language or load().language or language_of_system())
    why_not = why_no_window()
    if why_not:
        sys.stderr.write(why_not + "\n")
        return _command(["--help"] if study is None else ["recordings", str(study)])
    from recall_studio.ui.app import run_window  # Qt loads here, for those who see it

    return run_window(study, lang=language)


def _is_study(argument: str) -> bool:
    return argument.rstrip("/\\").endswith(STUDY) and Path(argument).is_dir()


def _asked_language(arguments: list[str]) -> str:
    """What `--lang` says, if anything; a wrong value is refused later, by the command itself."""
    for place in range(len(arguments)):
        said = _said_at(arguments, place)
        if said in LANGUAGES:
            return said
    return ""


def _without_language(arguments: list[str]) -> list[str]:
    """The arguments without `--lang` and the language that it says."""
    others, place = [], 0
    while place < len(arguments):
        if _said_at(arguments, place) in LANGUAGES:
            place += 1 if "=" in arguments[place] else 2
        else:
            others.append(arguments[place])
            place += 1
    return others


def _said_at(arguments: list[str], place: int) -> str:
    """The value of `--lang` when it stands at this place."""
    argument = arguments[place]
    if argument == "--lang":
        return arguments[place + 1] if place + 1 < len(arguments) else ""
    return argument.partition("=")[2] if argument.startswith("--lang=") else ""


if __name__ == "__main__":
    main()
