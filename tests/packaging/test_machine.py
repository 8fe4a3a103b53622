"""What the machine must have: what is found missing, what is installed, and what is said where nothing may be."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import machine
import pytest

QT = Path(sys.prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}/site-packages/PySide6/Qt"
LOADED = (
    *(f"lib/libQt6{name}.so.6" for name in ("Gui", "Widgets", "Multimedia", "Network", "DBus", "Svg", "XcbQpa")),
    *(f"plugins/platforms/libq{name}.so" for name in ("xcb", "wayland", "offscreen")),
    *(f"plugins/xcbglintegrations/libqxcb-{name}-integration.so" for name in ("egl", "glx")),
    "plugins/multimedia/libffmpegmediaplugin.so",
    "plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
)
EVERYTHING = "".join(f"\t{part.name} (libc6,x86-64) => /usr/lib/{part.name}\n" for part in machine.LIBRARIES)


class Bare:
    """A machine of Debian with nothing on it, on which commands are only noted; installing brings everything."""

    def __init__(self, *, allowed: bool = True, works: bool = True) -> None:
        self.commands: list[Sequence[str]] = []
        self.allowed = allowed
        self.works = works
        self.libraries = ""

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        if command[0] == machine.LDCONFIG:
            return subprocess.CompletedProcess(command, 0, f"1 libs found\n{self.libraries}")
        self.commands.append(command)
        if "install" in command and self.works:
            self.libraries = EVERYTHING + "\tlibvlc.so.5 (libc6,x86-64) => /usr/lib/libvlc.so.5\n"
        return subprocess.CompletedProcess(command, 0 if self.works else 100, "E: no network")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bare:
    bare = Bare()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine, "run", bare.run)
    monkeypatch.setattr(machine, "may_install", lambda: bare.allowed)
    monkeypatch.setattr(machine, "_holds", lambda _place, _name: bare.libraries != "")
    monkeypatch.setattr(machine, "_has_font", lambda: bare.libraries != "")
    monkeypatch.setattr("shutil.which", lambda name: name if name == "apt-get" or bare.libraries else None)
    return bare


def test_what_is_missing_is_installed_once(bare: Bare) -> None:
    assert machine.have_for_window() == ""
    assert bare.commands[0] == ["apt-get", "update"]
    assert {"libegl1", "libxcb-cursor0", "libvlc5", "vlc-plugin-base", "fonts-dejavu-core"} <= {*bare.commands[1]}
    assert not {"xvfb", "pulseaudio"} & {*bare.commands[1]}
    assert machine.have_for_window() == machine.have_for_tests() == ""
    assert len(bare.commands) == 2


def test_the_tests_need_a_screen_and_a_sound_card(bare: Bare) -> None:
    assert machine.have_for_tests() == ""
    assert {"xvfb", "pulseaudio", "libegl1"} <= {*bare.commands[1]}


def test_a_failed_installation_tells_what_apt_said_and_what_is_left(
    bare: Bare, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.works = False
    assert machine.have_for_window().startswith("For the window: sudo apt install fonts-dejavu-core ")
    assert "E: no network\n" in capsys.readouterr().out


def test_a_package_that_is_not_known_keeps_none_of_the_others_away(bare: Bare) -> None:
    bare.works = False
    told = machine.install(["libegl1", "xvfb"])
    assert [command[-1] for command in bare.commands[2:]] == ["libegl1", "xvfb"]
    assert told == "E: no network\n" * 2


def test_who_may_not_install_is_told_one_line(bare: Bare) -> None:
    bare.allowed = False
    bare.libraries = EVERYTHING
    assert machine.have_for_window() == "For the window: sudo apt install libvlc5"
    bare.libraries = ""
    assert machine.have_for_tests().startswith("For all tests: sudo apt install fonts-dejavu-core libbrotli1 ")
    assert bare.commands == []


def test_elsewhere_the_names_of_the_libraries_are_told(bare: Bare, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.allowed = False
    bare.libraries = EVERYTHING
    monkeypatch.setattr("shutil.which", lambda _name: None)
    told = machine.have_for_tests()
    assert told == "For all tests, install with your package manager what holds libvlc.so.5, Xvfb, pulseaudio."


def test_a_machine_that_cannot_list_its_libraries_is_left_alone(bare: Bare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(machine, "LDCONFIG", "/no/such/program")
    assert machine._libraries() is None


def test_on_windows_vlc_is_a_wish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert "videolan.org" in machine.have_for_window()
    place = tmp_path / "VideoLAN" / "VLC"
    place.mkdir(parents=True)
    (place / "libvlc.dll").touch()
    assert machine.have_for_window() == machine.have_for_tests() == ""


def test_a_font_is_found_in_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "FONT_PLACES", (str(tmp_path / "none"), str(tmp_path)))
    assert not machine._has_font()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "Some.TTF").touch()
    assert machine._has_font()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt needs nothing of the system elsewhere")
def test_every_library_that_qt_asks_for_is_listed() -> None:
    needed = set().union(*(needs_of(QT / name) for name in LOADED))
    brought = {path.name for path in (QT / "lib").iterdir()}
    listed = {part.name for part in machine.LIBRARIES}
    assert len(needed) > 40
    assert {name for name in needed - brought - listed if not is_base(name)} == set()


def needs_of(library: Path) -> set[str]:
    """The names of other libraries in a library: those it is linked to stand in its table of strings."""
    content = library.read_bytes()
    return {name.decode() for name in content.split(b"\0") if name.startswith(b"lib") and b".so." in name}


def is_base(name: str) -> bool:
    """Whether every Debian has it, or a listed package brings it along."""
    base = ("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libgcc_s.so", "libstdc++.so", "libz.so")
    along = ("libzstd.so", "libresolv.so", "libgthread-2.0.so", "libbrotlicommon.so", "libQt6")
    return name.startswith((*base, *along))
