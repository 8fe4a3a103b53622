"""Where the program starts: choose the language, then the command line."""

from __future__ import annotations

import sys

from recall_studio.domain.words import LANGUAGES, language_of_system, speak


def main() -> None:
    """Run the program with the arguments it was given; ends the process."""
    speak(_language(sys.argv[1:]))
    from recall_studio.cli.app import run  # its texts are translated when it is imported

    sys.exit(run(sys.argv[1:]))


def _language(arguments: list[str]) -> str:
    """What `--lang` says, else the system's language; a wrong value is refused later, by the command itself."""
    for place, argument in enumerate(arguments):
        asked = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        if asked in LANGUAGES:
            return asked
    return language_of_system()


if __name__ == "__main__":
    main()
