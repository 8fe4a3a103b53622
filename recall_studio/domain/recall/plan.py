"""What is arranged before a recall interview: what is shown, how, and which moments are planned. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recall_studio.domain.errors import BadInput
from recall_studio.domain.moments import check_place
from recall_studio.domain.recall.kinds import Control, PlayOrder, ShownAs, Stimulus
from recall_studio.domain.recall.telling import check_words
from recall_studio.domain.sampling import LONGEST_WHY, MOST_CHOSEN, ChoiceMethod
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recall_studio.domain.recall.kinds import Setting
    from recall_studio.domain.sampling import Chosen

LONGEST_FIELD = 500
"""Signs in the fields of a plan that are filled in by hand."""


class Planned(NamedTuple):
    """A stretch to look at, in ms of the recording's time line, how it was chosen, and why; no end for an instant."""

    start_ms: int
    end_ms: int | None
    method: ChoiceMethod
    why: str = ""


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """What is arranged beforehand; all of it can be changed until the interview begins (domain.md §2.2).

    Attributes:
        language: key of the language in which it is held.
        method: how the moments were chosen; for the whole recording without moments `hele_video`.
        transcript_shown: the transcript stands beside the picture.
        others_present: in words, no names; people of the study are added one by one.
        protocol_version: of the researchers' own protocol.
        moments: those that are planned, in the order in which they are taken.
    """

    language: str = "nl"
    stimulus: Stimulus = Stimulus.HELE_VIDEO
    shown_as: ShownAs = ShownAs.BEELD_EN_GELUID
    method: ChoiceMethod = ChoiceMethod.HELE_VIDEO
    play_order: PlayOrder = PlayOrder.TIJD
    transcript_shown: bool = False
    control: Control = Control.TERUGKIJKER
    place: Setting | None = None
    others_present: str = ""
    protocol_version: str = ""
    moments: tuple[tuple[int, int | None, ChoiceMethod, str], ...] = ()

    def check(self, *, duration_ms: int) -> None:
        """See that it can be carried out with a recording that lasts so long.

        Raises:
            BadInput: there is nothing to show, a moment lies outside the recording, or a text does not fit.
        """
        if self.stimulus is Stimulus.FRAGMENTEN and not self.moments:
            raise BadInput(_("Only chosen moments are to be shown, and none is chosen."))
        if len(self.moments) > MOST_CHOSEN:
            raise BadInput(_("That would be more than {most} stretches.", most=MOST_CHOSEN))
        if not self.language.strip():
            raise BadInput(_("The language of the interview is missing."))
        for start, end, _method, why in self.moments:
            check_place(start_ms=start, end_ms=end, duration_ms=duration_ms)
            check_words(why, most=LONGEST_WHY)
        for words in (self.language, self.others_present, self.protocol_version):
            check_words(words, most=LONGEST_FIELD)


def planned_from(chosen: Sequence[Chosen]) -> tuple[Planned, ...]:
    """The planned moments that these chosen stretches make, in their order, with the method and reason of each."""
    return tuple(Planned(one.start_ms, one.end_ms, one.method, one.why) for one in chosen)


def in_order(
    moments: Sequence[tuple[int, int | None, ChoiceMethod, str]], order: PlayOrder
) -> tuple[tuple[int, int | None, ChoiceMethod, str], ...]:
    """The moments as they are shown: by time, or as they were arranged."""
    if order is PlayOrder.GEKOZEN:
        return tuple(moments)
    return tuple(sorted(moments, key=_by_time))


def _by_time(moment: tuple[int, int | None, ChoiceMethod, str]) -> tuple[int, int]:
    start, end, _method, _why = moment
    return start, start if end is None else end
