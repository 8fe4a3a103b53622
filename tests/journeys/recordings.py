"""Small recordings for these tests: three seconds of picture with a tone, and sound alone."""

from fractions import Fraction
from pathlib import Path

from tests.media.clips import Clip, make

SECONDS = 3
CLIP = Clip(".mp4", "libx264", "aac", frames=25 * SECONDS, seconds=Fraction(SECONDS))
SOUND = Clip(".wav", sound="pcm_s16le", seconds=Fraction(SECONDS))
OTHER = Clip(".mp4", "libx264", "aac", frames=25, seconds=Fraction(1))


def write(clip: Clip, place: Path) -> Path:
    """Make a recording at this place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(make(clip, place.parent))
    return place
