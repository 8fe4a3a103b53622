"""Starts Recall Studio from a fresh checkout: `python3 packaging/run.py`.

Without arguments the window on a demonstration study, which is kept; where no window can open a tour of the command
line. Arguments go to `recall-studio`.
"""

import sys
import tempfile
from pathlib import Path

from environment import ensure
from machine import have_for_window, run, say
from tour import give_tour, recall_studio

DEMO = "Demo.recall"
FOLDER = "Recall Studio"
ASK = "from recall_studio.ui.display import why_no_window; print(why_no_window())"


def main(arguments: list[str]) -> int:
    """Pass arguments on, or show the demonstration; the answer is the exit code."""
    python = ensure(dev=False)
    if arguments:
        return recall_studio(python, *arguments).returncode
    to_do = have_for_window()
    if to_do:
        say(to_do)
    why_not = run([str(python), "-c", ASK]).stdout.strip()
    if why_not:
        say(f"{why_not} The same work from the command line:")
        return give_tour(python)
    demo = _demo(python)
    return recall_studio(python, str(demo)).returncode if demo else 1


def _demo(python: Path) -> Path | None:
    """The demonstration study of this user: the one that is there, else a new one; None when none can be made."""
    home = Path.home() / FOLDER
    if (home / DEMO).is_dir():
        return home / DEMO
    if _make(python, home):
        say(f"It is {home / DEMO}, and is opened again the next time.")
        return home / DEMO
    elsewhere = Path(tempfile.mkdtemp(prefix="recall-studio-"))
    return elsewhere / DEMO if _make(python, elsewhere) else None


def _make(python: Path, folder: Path) -> bool:
    say("Making a demonstration study ...")
    done = run([str(python), "-m", "recall_studio", "demo", str(folder)])
    if done.returncode:
        say(done.stdout.strip())
    return done.returncode == 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a name may not fit an old console
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
