"""project.json: the format's version, the study's id and its wrapped keys. Plain, small, and kept three times."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import NotAStudy, StudyDamaged, StudyNewer
from recall_studio.domain.words import _
from recall_studio.store.folder import written_beside

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.store.folder import StudyFolder

FORMAT_VERSION = 1
APPLICATION = "recall-studio"
# What a wrapped key may ask of the computer, least and most; beyond it the file is harmed, and would stall the program.
_BOUNDS = {"passes": (1, 20), "memory_kib": (8, 1024 * 1024), "lanes": (1, 64)}
_LENGTHS = {"salt": (8, 64), "nonce": (12, 12), "sealed": (48, 48)}  # in bytes: 48 is a key of 32 and its seal of 16


@dataclass(frozen=True, slots=True)
class Project:
    """What stands in project.json. `keys` is empty for a study without passphrase."""

    study: str
    keys: tuple[dict[str, Any], ...] = ()
    format: int = FORMAT_VERSION
    application: str = APPLICATION

    @property
    def encrypted(self) -> bool:
        """Whether the database needs a key."""
        return bool(self.keys)


def write(folder: StudyFolder, project: Project) -> None:
    """Keep the project, and a spare copy beside it: it is the only way to the key."""
    text = json.dumps(asdict(project), indent=1) + "\n"
    for target in (folder.project.with_suffix(".json.bak"), folder.project):
        with written_beside(target) as beside:
            beside.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Found:
    """A project, and the place it had to be taken from when project.json itself was of no use."""

    project: Project
    rescued_from: Path | None


def read(folder: StudyFolder) -> Found:
    """The project of a study; when project.json is lost or broken, from its spare or from the newest backup.

    Raises:
        NotAStudy: the file belongs to something else.
        StudyNewer: a newer program made the study.
        StudyDamaged: no copy can be read.
    """
    spares = [folder.project.with_suffix(".json.bak")]
    spares += sorted(folder.backups.glob("*/project.json"), reverse=True) if folder.backups.is_dir() else []
    for place in (folder.project, *spares):
        project = _read_one(place)
        if project is not None:
            return Found(project, None if place == folder.project else place)
    raise StudyDamaged(
        _("The file project.json of this study is lost, and so are its copies."),
        remedy=_("Put it back from a copy of the study's folder."),
    )


def _read_one(place: Path) -> Project | None:
    try:
        content = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict):
        return None
    if content.get("application") != APPLICATION:
        raise NotAStudy(_("“{path}” is not a Recall Studio study.", path=place.parent))
    version = content.get("format")
    keys = content.get("keys")
    if not isinstance(version, int) or not isinstance(content.get("study"), str):
        return None
    if version > FORMAT_VERSION:
        raise StudyNewer(
            _("This study has format {theirs}; this program knows up to {ours}.", theirs=version, ours=FORMAT_VERSION),
            remedy=_("Open it with a newer version of Recall Studio."),
        )
    if not isinstance(keys, list) or not all(_is_key(entry) for entry in keys):
        return None  # without its keys an encrypted study would be taken for a broken plain one
    return Project(content["study"], tuple(keys), version)


def _is_key(entry: object) -> bool:
    """Whether this can be a wrapped key, as `keys.wrap` makes it."""
    if not isinstance(entry, dict) or not isinstance(entry.get("kind"), str):
        return False
    if not all(_is_number(entry.get(name), *bounds) for name, bounds in _BOUNDS.items()):
        return False
    if entry["memory_kib"] < 8 * entry["lanes"]:  # argon2 itself refuses less
        return False
    return all(_is_coded(entry.get(name), *lengths) for name, lengths in _LENGTHS.items())


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_coded(value: object, least: int, most: int) -> bool:
    """Whether it is text in base64 of so many bytes."""
    if not isinstance(value, str):
        return False
    try:
        return least <= len(base64.b64decode(value, validate=True)) <= most
    except ValueError:
        return False
