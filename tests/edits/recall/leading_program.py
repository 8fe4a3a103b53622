"""A program of its own that leads interviews until it is killed; it says what was kept, never before it was."""

import os
import sys
from itertools import count
from pathlib import Path

from recall_studio.edits.recall import leading
from recall_studio.store.opening import Opening, open_study
from tests.edits.recall.interviewing import ask, begin, comment, stop
from tests.store.programs import heard, say


def lead_for_ever(path: Path) -> None:
    """One interview: a stop, a question, a comment and going on, again and again."""
    say("opens")
    study = open_study(path, Opening(acting_as="B"))
    session = begin(study)
    for number in count():
        at_ms = number * 100
        at = stop(study, session, at_ms, at_ms)
        say(f"recall_stop {at}")
        prompt = ask(study, at, session_ms=at_ms + 10)
        say(f"recall_prompt {prompt}")
        say(f"recall_comment {comment(study, at, session_ms=at_ms + 20, prompt=prompt)}")
        study.perform(leading.resume, stop=at, session_ms=at_ms + 30)
        say(f"resumed {at}")


def main(path: Path) -> None:
    """Each time it is told to go on, a child of it works until somebody kills that: one start for many kills."""
    say("ready")
    while heard():
        child = os.fork()
        if child == 0:
            lead_for_ever(path)
        say(f"child {child}")
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
