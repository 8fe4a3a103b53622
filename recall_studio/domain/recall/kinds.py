"""The words of recall interviews: what a stop, a prompt and a comment can be. Stored values are the field's Dutch."""

from __future__ import annotations

from enum import StrEnum

from recall_studio.domain.study import PersonRole
from recall_studio.domain.words import N_


class Stimulus(StrEnum):
    """What of the recording is looked back at."""

    HELE_VIDEO = "hele_video"
    FRAGMENTEN = "fragmenten"


class ShownAs(StrEnum):
    """How the recording is shown to the viewer."""

    BEELD_EN_GELUID = "beeld_en_geluid"
    KLEIN_BEELD = "klein_beeld"
    ALLEEN_GELUID = "alleen_geluid"


class PlayOrder(StrEnum):
    """In which order planned moments are shown: as they happened, or as they were arranged."""

    TIJD = "tijd"
    GEKOZEN = "gekozen"


class Control(StrEnum):
    """Who may stop the recording."""

    TERUGKIJKER = "terugkijker"
    INTERVIEWER = "interviewer"
    BEIDEN = "beiden"


class Setting(StrEnum):
    """Where the interview is held."""

    KANTOOR = "kantoor"
    THUIS = "thuis"
    ONLINE = "online"


class Initiator(StrEnum):
    """Who stopped the recording."""

    KLANT = "klant"
    KLANTMANAGER = "klantmanager"
    TOLK = "tolk"
    INTERVIEWER = "interviewer"
    GEPLAND = "gepland"


class PromptType(StrEnum):
    """What a question does to the answer; `geen`: nobody asked."""

    GEEN = "geen"
    NEUTRAAL_TOEN = "neutraal_toen"
    NEUTRAAL_WAARNEMING = "neutraal_waarneming"
    VERHELDEREND = "verhelderend"
    THEMATISCH = "thematisch"
    GESLOTEN = "gesloten"
    STUREND = "sturend"
    ALGEMEEN = "algemeen"


class TimeOrientation(StrEnum):
    """Whether somebody tells what they thought then, or what they think now."""

    TOEN = "toen"
    NU = "nu"
    GEMENGD = "gemengd"
    ONDUIDELIJK = "onduidelijk"
    NOG_TE_BEPALEN = "nog_te_bepalen"


class ContentType(StrEnum):
    """What a comment tells."""

    GEDACHTE = "gedachte"
    GEVOEL = "gevoel"
    BEDOELING = "bedoeling"
    WAARNEMING_ANDER = "waarneming_ander"
    BEOORDELING = "beoordeling"
    UITLEG = "uitleg"
    WEET_NIET_MEER = "weet_niet_meer"


class Relation(StrEnum):
    """Whether a comment is about this event, or has drifted to the general."""

    CONCREET = "concreet"
    NIET_SPECIFIEK = "niet_specifiek"


class EndedReason(StrEnum):
    """Why an interview ended before its end."""

    WILDE_STOPPEN = "wilde_stoppen"
    TIJD_OP = "tijd_op"
    TECHNIEK = "techniek"
    INTREKKING = "intrekking"
    ANDERS = "anders"


class EventKind(StrEnum):
    """What else happens in an interview."""

    INSTRUCTIE = "instructie"
    OEFENFRAGMENT = "oefenfragment"
    RUST = "rust"
    OVERGESLAGEN = "overgeslagen"
    GELUID_WEG = "geluid_weg"
    ONDERBROKEN = "onderbroken"  # the program was not there


class SoundState(StrEnum):
    """Whether there is a recording of the interview itself."""

    GEEN = "geen"
    OPGENOMEN = "opgenomen"
    INGELEZEN = "ingelezen"


class Judgement(StrEnum):
    """How far client and caseworker saw the same."""

    GELIJK = "gelijk"
    DEELS = "deels"
    ANDERS = "anders"


class RatingItem(StrEnum):
    """What a global impression is of."""

    ECHTHEID = "echtheid"
    GEZAMENLIJK_DOEL = "gezamenlijk_doel"
    AANSLUITING_AANPAK = "aansluiting_aanpak"


class Rater(StrEnum):
    """Whose global impression it is."""

    KLANT = "klant"
    KLANTMANAGER = "klantmanager"
    ONDERZOEKER = "onderzoeker"


RECALLERS = (PersonRole.KLANT, PersonRole.KLANTMANAGER)
"""Who looks back in a recall interview."""

STIMULUS_WORDS = {Stimulus.HELE_VIDEO: N_("The whole recording"), Stimulus.FRAGMENTEN: N_("Chosen moments")}
SHOWN_AS_WORDS = {
    ShownAs.BEELD_EN_GELUID: N_("Picture and sound"),
    ShownAs.KLEIN_BEELD: N_("Small picture and sound"),
    ShownAs.ALLEEN_GELUID: N_("Sound only"),
}
PLAY_ORDER_WORDS = {PlayOrder.TIJD: N_("In the order of the conversation"), PlayOrder.GEKOZEN: N_("As arranged")}
CONTROL_WORDS = {
    Control.TERUGKIJKER: N_("The viewer"),
    Control.INTERVIEWER: N_("The interviewer"),
    Control.BEIDEN: N_("Both"),
}
SETTING_WORDS = {Setting.KANTOOR: N_("At the office"), Setting.THUIS: N_("At home"), Setting.ONLINE: N_("Online")}
INITIATOR_WORDS = {
    Initiator.KLANT: N_("client"),
    Initiator.KLANTMANAGER: N_("case manager"),
    Initiator.TOLK: N_("interpreter"),
    Initiator.INTERVIEWER: N_("interviewer"),
    Initiator.GEPLAND: N_("planned"),
}
PROMPT_WORDS = {
    PromptType.GEEN: N_("none (spontaneous)"),
    PromptType.NEUTRAAL_TOEN: N_("neutral, about then"),
    PromptType.NEUTRAAL_WAARNEMING: N_("neutral, what is seen"),
    PromptType.VERHELDEREND: N_("clarifying"),
    PromptType.THEMATISCH: N_("theme brought in"),
    PromptType.GESLOTEN: N_("closed"),
    PromptType.STUREND: N_("leading"),
    PromptType.ALGEMEEN: N_("general, leaves the event"),
}
ORIENTATION_WORDS = {
    TimeOrientation.TOEN: N_("then"),
    TimeOrientation.NU: N_("now"),
    TimeOrientation.GEMENGD: N_("both"),
    TimeOrientation.ONDUIDELIJK: N_("unclear"),
    TimeOrientation.NOG_TE_BEPALEN: N_("still to be determined"),
}
CONTENT_WORDS = {
    ContentType.GEDACHTE: N_("thought"),
    ContentType.GEVOEL: N_("feeling"),
    ContentType.BEDOELING: N_("intention"),
    ContentType.WAARNEMING_ANDER: N_("what the other did"),
    ContentType.BEOORDELING: N_("judgement"),
    ContentType.UITLEG: N_("explanation"),
    ContentType.WEET_NIET_MEER: N_("does not remember"),
}
RELATION_WORDS = {Relation.CONCREET: N_("about this event"), Relation.NIET_SPECIFIEK: N_("in general")}
ENDED_WORDS = {
    EndedReason.WILDE_STOPPEN: N_("the viewer wanted to stop"),
    EndedReason.TIJD_OP: N_("there was no more time"),
    EndedReason.TECHNIEK: N_("something technical"),
    EndedReason.INTREKKING: N_("consent was withdrawn"),
    EndedReason.ANDERS: N_("something else"),
}
JUDGEMENT_WORDS = {Judgement.GELIJK: N_("the same"), Judgement.DEELS: N_("partly"), Judgement.ANDERS: N_("otherwise")}
RATING_WORDS = {
    RatingItem.ECHTHEID: N_("Genuine"),
    RatingItem.GEZAMENLIJK_DOEL: N_("Shared goal"),
    RatingItem.AANSLUITING_AANPAK: N_("The approach fits"),
}
RATING_QUESTIONS = {
    RatingItem.ECHTHEID: N_("Did both say what they really thought?"),
    RatingItem.GEZAMENLIJK_DOEL: N_("Did both work towards the same goal?"),
    RatingItem.AANSLUITING_AANPAK: N_("Did the approach fit how the client sees the situation?"),
}
RATER_WORDS = {Rater.KLANT: N_("client"), Rater.KLANTMANAGER: N_("case manager"), Rater.ONDERZOEKER: N_("researcher")}
