"""A program that records from the microphone of Qt until somebody kills it; it says how much it has heard.

Run with a folder; each line is the instant on the clock of the session, in ms, up to which something was heard.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from recall_studio.domain.ids import RecallSessionId
from recall_studio.player.qt_microphone import QtMicrophone
from recall_studio.player.recorder import Recorder, Tape
from recall_studio.store.folder import StudyFolder

SESSION = RecallSessionId("0192a000-0000-7000-8000-000000000001")


def main() -> None:
    app = QCoreApplication([])
    microphone = QtMicrophone()
    recorder = Recorder(microphone, clock_ms=lambda: time.monotonic() * 1000)
    begun = time.monotonic()
    recorder.begin(Tape(StudyFolder(Path(sys.argv[1])), SESSION, lambda: (time.monotonic() - begun) * 1000))

    def tell(_level: object) -> None:
        sys.stdout.write(f"{(time.monotonic() - begun) * 1000:.0f}\n")
        sys.stdout.flush()

    recorder.told.level = tell
    app.exec()


if __name__ == "__main__":
    main()
