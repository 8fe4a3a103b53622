"""Purposes, answers and conditions in the words of the forms, with one line on what each means."""

from __future__ import annotations

from recall_studio.domain.consent import Condition, Method, Operation, Purpose, Status
from recall_studio.domain.words import N_, _

PURPOSES: dict[Purpose, tuple[str, str]] = {
    Purpose.OPNAME: (N_("recording"), N_("The conversation may be recorded and the recording kept.")),
    Purpose.ONDERZOEK: (N_("research"), N_("The research team may watch, transcribe and code it.")),
    Purpose.NAGESPREK: (N_("recall interview"), N_("It may be watched again, and talked about, with who was in it.")),
    Purpose.DELEN_COMMENTAAR: (
        N_("share comments"),
        N_("What this person says while watching may be shown to the other."),
    ),
    Purpose.INTERVISIE: (N_("intervisie"), N_("Fragments may be shown to colleagues in the own organisation.")),
    Purpose.ONDERWIJS: (N_("teaching"), N_("Fragments may be shown in training or at a congress, outside.")),
    Purpose.CITAAT: (N_("quotes"), N_("What was said may be quoted in publications, under a pseudonym.")),
    Purpose.KOPPELING: (N_("linking data"), N_("It may be linked to data on outcomes or to a questionnaire.")),
    Purpose.ARCHIEF: (N_("archive"), N_("It may be archived for long, and used again.")),
    Purpose.MEEKIJKEN: (N_("watch along"), N_("Colleagues may watch the conversation live; nothing is recorded then.")),
}
"""What is asked, in the order of the form: a short name, and what it means."""

STATUSES: dict[Status, str] = {
    Status.NIET_GEVRAAGD: N_("not asked"),
    Status.GEGEVEN: N_("yes"),
    Status.GEWEIGERD: N_("no"),
    Status.INGETROKKEN: N_("withdrawn"),
    Status.VERLOPEN: N_("run out"),
    Status.ANDERE_GRONDSLAG: N_("other basis"),
}
CONDITIONS: dict[Condition, str] = {
    Condition.GEEN: N_("none"),
    Condition.AFGESCHERMD: N_("faces covered"),
    Condition.ALLEEN_AUDIO: N_("sound only"),
    Condition.STEM_VERVORMD: N_("voice altered"),
    Condition.ALLEEN_TEKST: N_("text only"),
}
METHODS: dict[Method, str] = {
    Method.SCHRIFTELIJK: N_("in writing"),
    Method.MONDELING_OPGENOMEN: N_("spoken and recorded"),
    Method.DIGITAAL: N_("digitally"),
}
OPERATIONS: dict[Operation, str] = {
    Operation.KEEP: N_("Keep the recording"),
    Operation.CODE: N_("Play and code for research"),
    Operation.LOOK_BACK: N_("The case manager looks back"),
    Operation.PREPARE: N_("Prepare and show in intervisie"),
    Operation.WATCH_ALONG: N_("Colleagues watch along live"),
    Operation.EXPORT: N_("Export of codes"),
}
"""What can be done with a conversation, in the order in which people ask."""


def purpose_word(purpose: Purpose) -> str:
    """The short name of a purpose."""
    return _(PURPOSES[purpose][0])


def status_word(status: Status, condition: Condition = Condition.GEEN) -> str:
    """The answer in a word; a yes under a condition says the condition."""
    if status is Status.GEGEVEN and condition is not Condition.GEEN:
        return _(CONDITIONS[condition])
    return _(STATUSES[status])
