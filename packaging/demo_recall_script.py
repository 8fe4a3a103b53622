"""The words of the two recall interviews of the demonstration, and where in the conversation they were said.

Everything here is invented. No times live here: they follow from the sound, see `build_demo_recall`.
"""

from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of the interviewer: its type, its words, and the key of its card when it comes from one."""

    type: str
    text: str
    card: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """What the viewer says; after a question it belongs to that, else nobody asked.

    Attributes:
        text: in Dutch.
        about: the fields of the comment, as they are stored.
        original: as it was said, where that is another language.
        language: of the original; the interpreter says it in Dutch afterwards.
    """

    text: str
    about: dict[str, Any] = field(default_factory=dict)
    original: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Stop:
    """The recording is stopped in or after a line of the conversation.

    Attributes:
        line: key of the line in `demo_script`.
        after_s: seconds after the end of that line.
        initiator: who stops it, as it is stored.
        said: what is asked and said, in order.
        rest_s: a moment of rest at the end of it, in seconds.
        again_s: so much is shown again when it goes on.
        moment: number of the planned moment that it belongs to, counted from 0.
    """

    line: str
    after_s: float
    initiator: str
    said: tuple[Ask | Say, ...]
    rest_s: float = 0.0
    again_s: float = 0.0
    moment: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A planned moment: from the begin of one line to the end of another, how it was chosen and why."""

    start: str
    end: str
    method: str
    why: str
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: who looks back, how, what is said, and who else is there (pseudonym and role)."""

    recaller: str
    held_after_h: float
    plan: dict[str, Any]
    stops: tuple[Stop, ...]
    moments: tuple[Moment, ...] = ()
    wellbeing: int = 4
    ended_reason: str | None = None
    present: tuple[tuple[str, str], ...] = ()
    recorded: bool = False


def _about(time: str, what: str, tone: int, *, share: bool = False, general: bool = False) -> dict[str, Any]:
    relation = "niet_specifiek" if general else "concreet"
    return {
        "time_orientation": time,
        "content_type": what,
        "relation": relation,
        "valence": tone,
        "shareable": share,
    }


CLIENT: Final = Interview(
    recaller="K-417",
    held_after_h=26,
    plan={
        "stimulus": "hele_video",
        "method": "hele_video",
        "control": "terugkijker",
        "place": "kantoor",
        "others_present": "",
        "protocol_version": "demo 1",
    },
    moments=(Moment("plicht", "woord", "kritiek_moment", "Een antwoord dat niet bij de vraag past."),),
    stops=(
        Stop(
            "achternaam",
            0.3,
            "klant",
            (
                Say(
                    "Hier dacht ik: nu heb ik te veel gezegd. Ik keek naar de tafel.",
                    _about("toen", "gedachte", -1, share=True),
                ),
                Ask("neutraal_toen", "Wat voelde u toen?", "voelde"),
                Say("Ik schaamde me een beetje.", _about("toen", "gevoel", -1)),
            ),
        ),
        Stop(
            "formulier",
            -0.4,
            "klant",
            (
                Say("Zij ging meteen naar het formulier. Ik dacht: laat maar.", _about("toen", "gedachte", -2)),
                Ask("neutraal_toen", "Wat wilde u dat de ander begreep?", "wilde_laten_begrijpen"),
                Say("Dat het niet aan mijn brieven ligt.", _about("toen", "bedoeling", -1, share=True)),
            ),
        ),
        Stop(
            "woord",
            0.2,
            "gepland",
            (
                Ask("neutraal_waarneming", "Wat ziet u hier gebeuren?", "ziet_gebeuren"),
                Say("Ik geef antwoord op iets anders. Ik kende dat woord niet.", _about("gemengd", "uitleg", 0)),
            ),
            moment=0,
        ),
        Stop(
            "verplicht",
            0.2,
            "interviewer",
            (
                Ask("sturend", "U was toen zeker boos over die training?"),
                Say(
                    "Nou, boos. Ik wist niet hoe het moest met mijn moeder.", _about("toen", "gedachte", -1, share=True)
                ),
            ),
        ),
        Stop(
            "vraag",
            0.5,
            "klant",
            (
                Say(
                    "Niemand had mij dat ooit gevraagd. Ik voelde dat zij mij zag.",
                    _about("toen", "gevoel", 2, share=True),
                    "لم يسألني أحد عن ذلك من قبل. شعرت أنها تراني.",
                    "ar",
                ),
                Ask("verhelderend", "Kunt u daar iets meer over zeggen?", "meer_zeggen"),
                Say("Eerst was ik bang om het te zeggen. Daarna werd ik rustig.", _about("toen", "gevoel", 1)),
            ),
            again_s=5,
        ),
        Stop(
            "kracht",
            0.3,
            "klant",
            (Say("Dit vind ik moeilijk om terug te zien.", _about("nu", "gevoel", -1)),),
            rest_s=20,
        ),
        Stop(
            "bellen",
            0.3,
            "klant",
            (
                Say(
                    "Ik durfde te zeggen dat ik niet wilde melden. Nu denk ik: goed dat ik zelf koos.",
                    _about("gemengd", "beoordeling", 1, share=True),
                ),
            ),
        ),
        Stop(
            "doel",
            0.4,
            "interviewer",
            (
                Ask("neutraal_toen", "Wat dacht u op dit moment?", "dacht"),
                Say(
                    "Dat weet ik niet meer precies.",
                    {"time_orientation": "onduidelijk", "content_type": "weet_niet_meer"},
                ),
            ),
        ),
    ),
    wellbeing=4,
    present=(("T-205", "tolk"),),
    recorded=True,
)

CASE_MANAGER: Final = Interview(
    recaller="M-083",
    held_after_h=120,
    plan={
        "stimulus": "fragmenten",
        "method": "codegestuurd",
        "control": "beiden",
        "place": "online",
        "others_present": "",
        "protocol_version": "demo 1",
    },
    moments=(
        Moment("brieven", "formulier", "codegestuurd", "Een opening die voorbijgaat."),
        Moment("plicht", "woord", "codegestuurd", "Taal: de vraag komt anders aan."),
        Moment("verplicht", "vertel", "codegestuurd", "Standaard wordt maatwerk."),
        Moment("iets", "opeens", "codegestuurd", "De vraag naar discriminatie."),
        Moment("hard", "oefenen", "codegestuurd", "Wat er met het verhaal gebeurt."),
        Moment("doel", "ja", "codegestuurd", "Het doel van samen.", skipped=True),
    ),
    stops=(
        Stop(
            "formulier",
            -1.6,
            "klantmanager",
            (
                Say("Ik liep uit. Ik wilde het formulier eerst af hebben.", _about("toen", "bedoeling", -1)),
                Ask("neutraal_toen", "Wat ging er toen door u heen?", "ging_door_heen"),
                Say(
                    "Ik hoorde het wel, van die achternaam. Ik wist niet wat ik ermee moest.",
                    _about("toen", "gedachte", -1, share=True),
                ),
            ),
            moment=0,
        ),
        Stop(
            "loket",
            0.2,
            "gepland",
            (
                Ask("neutraal_waarneming", "Wat ziet u hier gebeuren?", "ziet_gebeuren"),
                Say("Ik gebruik een woord dat hij niet kent. Dat zie ik nu pas.", _about("nu", "waarneming_ander", -1)),
            ),
            moment=1,
        ),
        Stop(
            "moeder",
            0.3,
            "interviewer",
            (
                Ask("gesloten", "Wist u dat, van zijn moeder?"),
                Say("Nee. Daar had ik naar kunnen vragen.", _about("nu", "beoordeling", -1, share=True)),
            ),
            moment=2,
        ),
        Stop(
            "vraag",
            0.8,
            "klantmanager",
            (
                Say(
                    "Ik vond het spannend om te vragen. Ik dacht: straks zeg ik iets verkeerds.",
                    _about("toen", "gevoel", -1, share=True),
                ),
                Ask("thematisch", "Vraagt u vaker naar discriminatie?"),
                Say("Minder vaak dan ik zou willen.", _about("nu", "beoordeling", 0, general=True)),
            ),
            moment=3,
        ),
        Stop(
            "opeens",
            0.0,
            "gepland",
            (
                Ask("neutraal_toen", "Wat dacht u op dit moment?", "dacht"),
                Say("Ik dacht: dit is gewoon oneerlijk.", _about("toen", "gedachte", -2, share=True)),
            ),
            moment=3,
        ),
        Stop(
            "bellen",
            0.4,
            "klantmanager",
            (
                Say(
                    "Hij kiest zelf. Ik moest me inhouden om niet door te gaan over melden.",
                    _about("toen", "bedoeling", 1, share=True),
                ),
                Ask("neutraal_waarneming", "Wat voelde de ander, denkt u?", "ander_voelde"),
                Say("Opluchting, denk ik. Hij gaat rechter zitten.", _about("nu", "waarneming_ander", 1)),
            ),
            moment=4,
        ),
    ),
    wellbeing=5,
    ended_reason="tijd_op",
)

INTERVIEWS: Final = (CLIENT, CASE_MANAGER)

RATINGS: Final = (
    ("klant", {"echtheid": 3, "gezamenlijk_doel": 4, "aansluiting_aanpak": 3}),
    ("klantmanager", {"echtheid": 4, "gezamenlijk_doel": 4, "aansluiting_aanpak": 5}),
    ("onderzoeker", {"echtheid": 3, "gezamenlijk_doel": 4, "aansluiting_aanpak": 3}),
)

CONGRUENCE: Final = (
    (
        "achternaam",
        "formulier",
        "anders",
        "Hij voelt zich niet gehoord; zij hoorde het, maar wist niet wat ze moest doen.",
    ),
    ("vraag", "buurvrouw", "deels", "Voor haar spannend, voor hem een opluchting: allebei geraakt."),
)
