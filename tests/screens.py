"""A screen and a sound card that exist only while this process does: an Xvfb and a PulseAudio of our own.

A small watcher process starts both and ends them when the pipe to us closes, so they go after a crash or kill too.
The standard library alone: the bench and the screenshots use it as well as the tests.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROGRAMS = {"Xvfb": "xvfb", "pulseaudio": "pulseaudio"}
"""What is needed, and the Debian package of each."""

QUIET = "qt.multimedia.symbolsresolver=false"
"""Qt says when it loads that there is no PipeWire here; there is not meant to be."""

SCREEN = "1920x1080x24"
SCREENS = "RECALL_TEST_SCREENS"
"""Name of the variable with the sizes of all screens, one after the other with commas."""
PATIENCE_S = 20

# Two outputs, so that choosing one can be tested. Without rewinds: else an idle one is two seconds ahead, and the next
# sound waits for it. Qt hides monitors: an input must be a source of its own.
SOUND_CARD = """\
load-module module-null-sink norewinds=1 sink_name=first sink_properties=device.description=First
load-module module-null-sink norewinds=1 sink_name=second sink_properties=device.description=Second
load-module module-remap-source master=first.monitor source_name=input source_properties=device.description=Input
set-default-sink first
set-default-source input
load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/sound
"""
# No shared memory: a machine for continuous integration often has little of it.
SOUND_CLIENT = "autospawn = no\nenable-shm = no\ncookie-file = {folder}/cookie\n"

_OURS: list[Stage] = []


class Stage:
    """A virtual screen and sound card; `close()` ends them, and so does the end of this process."""

    def __init__(self, screens: Sequence[str] = (SCREEN,)) -> None:
        """Start both.

        Args:
            screens: width x height x bits of each screen.

        Raises:
            OSError: one of them does not start; the text says why.
        """
        # A session of its own: Ctrl+C in the terminal must not take the screen away before the tests have ended.
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", __file__, *screens],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        assert self._watcher.stdout is not None
        told = self._watcher.stdout.readline()
        if not told.startswith("{"):
            self.close()
            raise OSError(told.strip() or "The virtual screen and sound card did not start.")
        self.environment: Mapping[str, str] = json.loads(told)

    def outlive_python(self) -> None:
        """Let the watcher be: it ends with this process, a moment after Python has taken everything down."""
        for pipe in (self._watcher.stdin, self._watcher.stdout):
            if pipe is not None and not pipe.closed:
                os.dup(pipe.fileno())  # stays open to the very end: that is how the watcher knows
                pipe.close()
        self._watcher.returncode = 0

    def close(self) -> None:
        """End both and remove what they kept."""
        for pipe in (self._watcher.stdin, self._watcher.stdout):
            if pipe is not None:
                pipe.close()
        self._watcher.wait()


def missing() -> str:
    """Why there can be no stage on this machine, as a sentence; empty when there can."""
    packages = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not packages:
        return ""
    if not sys.platform.startswith("linux"):
        return "Tests on a virtual screen run on Linux alone."
    return f"There is no virtual screen or sound card for this test: sudo apt install {' '.join(packages)}"


@contextlib.contextmanager
def on_stage(screens: Sequence[str] = (SCREEN,)) -> Iterator[Stage]:
    """Show and sound everything that Qt and libVLC do inside on a stage. Enter it before either is started."""
    stage = Stage(screens)
    before = {name: os.environ.get(name) for name in stage.environment}
    os.environ.update(stage.environment)
    try:
        yield stage
    finally:
        for name, value in before.items():
            _put_back(name, value)
        stage.close()


def for_this_process() -> Stage:
    """The stage of this process, made when first asked for and there until it ends.

    Qt ends the process when its screen goes, and its application lives until the very end: so nobody closes this.
    Who starts the process says in `SCREENS` when there are to be more of them.
    """
    if not _OURS:
        _OURS.append(Stage(os.environ.get(SCREENS, SCREEN).split(",")))
        os.environ.update(_OURS[0].environment)
        atexit.register(_OURS[0].outlive_python)
    return _OURS[0]


def _put_back(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


# The watcher.


def _watch(screens: Sequence[str]) -> None:
    """Run both until standard input ends."""
    folder = Path(tempfile.mkdtemp(prefix="recall-stage-"))
    running: list[subprocess.Popen[bytes]] = []
    try:
        print(json.dumps(_begin(folder, screens, running)), flush=True)  # noqa: T201 - to the process that asked
        sys.stdin.read()
    except OSError as error:
        print(str(error).replace("\n", " "), flush=True)  # noqa: T201 - the same
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            _await_end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _begin(folder: Path, screens: Sequence[str], running: list[subprocess.Popen[bytes]]) -> dict[str, str]:
    with (folder / "words.log").open("wb") as words:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-noreset"]
        for number, size in enumerate(screens):
            command += ["-screen", str(number), size]
        running.append(subprocess.Popen(command, pass_fds=[writing], stdout=words, stderr=words))
        os.close(writing)
        running.append(_start_sound(folder, words))
        with os.fdopen(reading, encoding="utf-8") as told:
            display = told.readline().strip()
    if not display or not _appears(folder / "sound", running[-1]):
        raise OSError((folder / "words.log").read_text("utf-8", "replace")[-2000:])
    return _environment(folder, display)


def _start_sound(folder: Path, words: IO[bytes]) -> subprocess.Popen[bytes]:
    script, client = folder / "card.pa", folder / "client.conf"
    script.write_text(SOUND_CARD.format(folder=folder), encoding="utf-8")
    client.write_text(SOUND_CLIENT.format(folder=folder), encoding="utf-8")
    own = ("HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH", "XDG_CONFIG_HOME")
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--realtime=no"]
    return subprocess.Popen(
        [*command, "--high-priority=no", "--disable-shm=yes", "-F", str(script)],
        env={**os.environ, **dict.fromkeys(own, str(folder))},
        stdout=words,
        stderr=words,
    )


def _appears(socket: Path, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not socket.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    return socket.exists()


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment(folder: Path, display: str) -> dict[str, str]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    return {
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "PULSE_SERVER": f"unix:{folder}/sound",
        "PULSE_CLIENTCONFIG": str(folder / "client.conf"),
        "PULSE_RUNTIME_PATH": str(runtime),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_LOGGING_RULES": QUIET,
    }


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _watch(sys.argv[1:])
