"""Places where a live database does not belong: shared drives and folders that another program synchronises."""

from __future__ import annotations

from pathlib import Path

from recall_studio.domain.words import _

SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",  # iCloud on a Mac
    "nextcloud",
    "owncloud",
    "surfdrive",
)
NETWORK_KINDS = ("nfs", "cifs", "smb", "sshfs", "davfs", "afs", "9p", "glusterfs")
_MOUNTS = Path("/proc/mounts")


def trouble_with(folder: Path, *, mounts: Path = _MOUNTS) -> str | None:
    """A sentence when the study lies on a network share or in a synchronised folder, else None."""
    place = folder.absolute()
    for part in place.parts:
        if any(part.lower().startswith(name) for name in SYNCHRONISED):
            return _(
                "This study lies in a synchronised folder ({name}). Keep the study that you work in on a local disk: "
                "use “recall-studio pack” to bring it elsewhere.",
                name=part,
            )
    if place.as_posix().startswith("//") or _on_network(place, mounts):
        return _(
            "This study lies on a network drive. Keep the study that you work in on a local disk: "
            "use “recall-studio pack” to bring it elsewhere."
        )
    return None


def _on_network(place: Path, mounts: Path) -> bool:
    """Whether the innermost mount that holds the place is of a network kind (Linux)."""
    if not mounts.exists():
        return False
    kind_at = {}
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            kind_at[Path(fields[1].replace("\\040", " "))] = fields[2]
    for ancestor in (place, *place.parents):
        if ancestor in kind_at:
            return any(sign in kind_at[ancestor] for sign in NETWORK_KINDS)
    return False
