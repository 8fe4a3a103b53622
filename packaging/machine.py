"""What the machine itself must have: libraries, a font and programs that pip cannot bring, and who brings them.

Runs under the bare `python3` of the machine: the standard library alone. On Debian and Ubuntu as root it installs what
is missing; elsewhere it says what to install, and only what cannot be done without it is left out.
"""

import contextlib
import importlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - the bare python3 of a machine may well be older
    sys.exit(
        "Recall Studio needs Python 3.11 or newer, and this is Python {}.{}. "
        "Start it with a newer one, for example: python3.12 packaging/run.py".format(*sys.version_info)
    )

PROJECT = Path(__file__).resolve().parent.parent

INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")
LDCONFIG = "/sbin/ldconfig"  # not on the path of everybody, and there wherever the libraries are those of Debian
VLC_PLACES = ("/usr/lib/*/vlc/plugins/codec", "/usr/lib/vlc/plugins/codec", "/usr/lib64/vlc/plugins/codec")
FONT_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_ENDINGS = (".ttf", ".otf", ".ttc")


class Part(NamedTuple):
    """Something that pip cannot bring: what shows that it is there, and the Debian package that holds it."""

    name: str
    debian: str


MODULES = (
    Part("venv", "python3-venv"),
    Part("ensurepip", "python3-venv"),
)
"""Modules of Python that Debian keeps apart."""

LIBRARIES = (
    Part("libEGL.so.1", "libegl1"),
    Part("libGL.so.1", "libgl1"),
    Part("libX11.so.6", "libx11-6"),
    Part("libX11-xcb.so.1", "libx11-xcb1"),
    Part("libXext.so.6", "libxext6"),
    Part("libXrandr.so.2", "libxrandr2"),
    Part("libbrotlidec.so.1", "libbrotli1"),
    Part("libdbus-1.so.3", "libdbus-1-3"),
    Part("libdrm.so.2", "libdrm2"),
    Part("libfontconfig.so.1", "libfontconfig1"),
    Part("libfreetype.so.6", "libfreetype6"),
    Part("libglib-2.0.so.0", "libglib2.0-0"),
    Part("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    Part("libpulse.so.0", "libpulse0"),
    Part("libwayland-client.so.0", "libwayland-client0"),
    Part("libwayland-cursor.so.0", "libwayland-cursor0"),
    Part("libwayland-egl.so.1", "libwayland-egl1"),
    Part("libxcb.so.1", "libxcb1"),
    Part("libxcb-cursor.so.0", "libxcb-cursor0"),
    Part("libxcb-glx.so.0", "libxcb-glx0"),
    Part("libxcb-icccm.so.4", "libxcb-icccm4"),
    Part("libxcb-image.so.0", "libxcb-image0"),
    Part("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Part("libxcb-randr.so.0", "libxcb-randr0"),
    Part("libxcb-render.so.0", "libxcb-render0"),
    Part("libxcb-render-util.so.0", "libxcb-render-util0"),
    Part("libxcb-shape.so.0", "libxcb-shape0"),
    Part("libxcb-shm.so.0", "libxcb-shm0"),
    Part("libxcb-sync.so.1", "libxcb-sync1"),
    Part("libxcb-util.so.1", "libxcb-util1"),
    Part("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    Part("libxcb-xkb.so.1", "libxcb-xkb1"),
    Part("libxkbcommon.so.0", "libxkbcommon0"),
    Part("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
"""What Qt in its wheels is linked to and does not bring: every direct need (`readelf -d`) beyond the base system."""

VLC = (
    Part("libvlc.so.5", "libvlc5"),
    Part("libavcodec_plugin.so", "vlc-plugin-base"),
)
"""The other player; without it Qt plays everything."""

FONT = Part("a font", "fonts-dejavu-core")
PROGRAMS = (
    Part("Xvfb", "xvfb"),
    Part("pulseaudio", "pulseaudio"),
)
"""What the tests of the window run on."""


def have_for_window() -> str:
    """Have what the window needs, as far as this may install it; the answer says what is left to do, or is empty."""
    return _have(_missing_for_window, "the window")


def have_for_tests() -> str:
    """The same, for what the tests need."""
    return _have(lambda: [*_missing_for_window(), *_missing_programs()], "all tests")


def have_modules() -> None:
    """Have the modules of Python without which there can be no environment, or end with what to install."""
    missing = _packages(_missing_modules())
    told = ""
    if missing and may_install():
        told = install(missing)
        missing = _packages(_missing_modules())
    if missing:
        stop(
            f"{told}This Python ({sys.executable}) cannot make environments: its modules venv and ensurepip are not "
            f"there. On Debian or Ubuntu: sudo apt install {' '.join(missing)}. Elsewhere: install a complete "
            "Python 3.11 or newer. Then start again."
        )


def may_install() -> bool:
    """Whether this process may install packages of the system."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> str:
    """Install packages of Debian; the answer is what went wrong, in apt's own words, or empty.

    Together first. When that fails each by itself: a system that lacks one of the names gets all others.
    """
    say(f"Installing {len(packages)} packages of the system: {' '.join(packages)} ...")
    run(["apt-get", "update"])
    done = run([*INSTALL, *packages])
    if done.returncode == 0:
        return ""
    told = [run([*INSTALL, package]) for package in packages]
    return "".join(f"{one.stdout}\n" for one in told if one.returncode)


def _have(look: Callable[[], list[Part]], what: str) -> str:
    missing = look()
    if missing and may_install():
        told = install(_packages(missing))
        missing = look()
        if missing:
            say(told)
    return _advice(missing, what) if missing else ""


def _advice(missing: list[Part], what: str) -> str:
    if not sys.platform.startswith("linux"):
        return "VLC is not installed: recordings play all the same. It is at https://www.videolan.org if you want it."
    if shutil.which("apt-get") is not None:
        return f"For {what}: sudo apt install {' '.join(_packages(missing))}"
    return f"For {what}, install with your package manager what holds {', '.join(part.name for part in missing)}."


def _packages(parts: list[Part]) -> list[str]:
    return sorted({part.debian for part in parts})


def _missing_modules() -> list[Part]:
    importlib.invalidate_caches()
    return [part for part in MODULES if importlib.util.find_spec(part.name) is None]


def _missing_for_window() -> list[Part]:
    if not sys.platform.startswith("linux"):
        return [] if _vlc_elsewhere() else [VLC[0]]
    there = _libraries()
    if there is None:
        return []
    missing = [part for part in (*LIBRARIES, VLC[0]) if part.name not in there]
    if not any(_holds(place, VLC[1].name) for place in VLC_PLACES):
        missing.append(VLC[1])
    return missing if _has_font() else [*missing, FONT]


def _missing_programs() -> list[Part]:
    if not sys.platform.startswith("linux"):
        return []
    return [part for part in PROGRAMS if shutil.which(part.name) is None]


def _libraries() -> set[str] | None:
    """The names of all libraries that programs here find; None when that cannot be told."""
    try:
        told = run([LDCONFIG, "-p"])
    except OSError:
        return None
    return {line.split()[0] for line in told.stdout.splitlines() if " => " in line}


def _holds(pattern: str, name: str) -> bool:
    return any((folder / name).exists() for folder in Path("/").glob(pattern.lstrip("/")))


def _has_font() -> bool:
    folders = (Path(place).expanduser() for place in FONT_PLACES)
    return any(path.suffix.lower() in FONT_ENDINGS for folder in folders for path in folder.rglob("*"))


def _vlc_elsewhere() -> bool:
    """Whether VLC is installed on Windows or macOS, where its own installer puts it."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)")]
    places = [*(Path(folder, "VideoLAN", "VLC", "libvlc.dll") for folder in folders if folder)]
    return any(place.exists() for place in (*places, Path("/Applications/VLC.app")))


def quietly(stage: str, command: list[str]) -> None:
    """Run to the end; end with everything it said when it fails.

    Args:
        stage: what it does, to begin a sentence with.
        command: the program and its arguments.
    """
    done = run(command)
    if done.returncode:
        stop(f"{done.stdout}\n{stage} failed; the reason stands above.")


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run to the end, output and errors kept together; never with the packages of another Python."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    return subprocess.run(
        command,
        check=False,
        cwd=PROJECT,
        env={**inherited, "PYTHONUTF8": "1", "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=os.name == "nt",
    )


@contextlib.contextmanager
def interrupts_left_to_it() -> Iterator[None]:
    """Leave Ctrl+C to the program that runs within, which hears it as well and ends well by itself.

    Else Python gives it a quarter of a second and kills it. It is not ignored: the program would inherit that.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def say(line: str) -> None:
    """Tell the user one line, now."""
    print(line, flush=True)


def stop(reason: str) -> NoReturn:
    """End with this reason on standard error."""
    sys.exit(reason)
