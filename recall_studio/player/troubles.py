"""What can be the matter with playing, each as one sentence for a person; engines name them by key."""

from __future__ import annotations

from recall_studio.domain.words import N_, _

TROUBLES = {
    "no_engine": N_("There is no player on this computer: pictures can be looked at one by one, without sound."),
    "no_libvlc": N_("VLC is not installed on this computer, so its player cannot be used."),
    "libvlc_broken": N_("VLC is installed on this computer, but parts of it are missing; install VLC again."),
    "no_qt_multimedia": N_(
        "Parts of the system that sound and picture need are missing, so Qt's player cannot be used."
    ),
    "no_sound_device": N_("No loudspeaker or headphones were found: the recording plays without sound."),
    "sound_lost": N_("The loudspeaker or headphones went away: the recording plays on without sound."),
    "unplayable": N_("This recording cannot be played by this player; choose the other player in the settings."),
    "damaged": N_("Part of this recording could not be read; playing stopped there."),
    "file_gone": N_("The file of this recording is gone, or its drive was disconnected."),
    "withdrawn": N_("The consent for this recording was withdrawn: playing stopped."),
    "sound_only": N_("The consent for this recording allows the sound only: no picture is shown."),
    "no_sound": N_("This recording has no sound."),
    "live": N_("Nothing is recorded of this conversation, so there is nothing to play."),
    "not_recognised": N_("The picture could not be recognised; pause at the moment and press the key again."),
}
"""Sentences by key; `Listener.trouble` is told the key."""


def trouble_sentence(key: str) -> str:
    """The sentence for one of `TROUBLES`, in the language spoken now.

    Raises:
        KeyError: there is no such trouble.
    """
    return _(TROUBLES[key])
