"""The words of the demonstration conversation, and where two coders marked them.

Everything here is invented. No times live here: they follow from the sound, see `demo_voice`.
"""

from dataclasses import dataclass
from typing import Final, Literal

Speaker = Literal["klantmanager", "klant"]
Coder = Literal["A", "B"]
Gaze = Literal["other", "table"]


@dataclass(frozen=True, slots=True)
class Line:
    """One cue of the transcript, spoken in one breath.

    Attributes:
        key: Name by which the codings point to this line.
        speaker: Role of who speaks.
        text: What is said, as written; at most 90 characters.
        pause_s: Silence before it.
        gaze: Where the speaker looks while saying it.
        spoken: What the voice is given where it would mispronounce the written text.
    """

    key: str
    speaker: Speaker
    text: str
    pause_s: float
    gaze: Gaze = "other"
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One moment marked by one coder, tied to lines instead of times.

    Attributes:
        coder: Who marked it.
        code: Key in the codebook.
        start: Line in which it starts.
        shift_s: Seconds from the beginning of that line.
        end: Line at whose end it stops; None for a point.
        end_shift_s: Seconds from that end.
        note: A remark of the coder, in Dutch.
    """

    coder: Coder
    code: str
    start: str
    shift_s: float
    end: str | None = None
    end_shift_s: float = 0.0
    note: str = ""


_KM: Final[Speaker] = "klantmanager"
_KL: Final[Speaker] = "klant"

LINES: Final[tuple[Line, ...]] = (
    Line("welkom", _KM, "Fijn dat u er bent. Hoe gaat het met zoeken naar werk?", 1.2),
    Line("brieven", _KL, "Niet zo goed. Ik heb elf brieven gestuurd en één antwoord gekregen: nee.", 0.5),
    Line("achternaam", _KL, "Soms denk ik: na mijn achternaam lezen ze niet verder.", 0.5, "table"),
    Line("formulier", _KM, "Tja, dat hoor je vaker. Laten we eerst het formulier van deze maand doen.", 0.7, "table"),
    Line("plicht", _KM, "Denkt u ook aan uw inlichtingenplicht bij inkomsten uit deeltijd?", 0.4, "table"),
    Line("loket", _KL, "Ja hoor. Die inlichtingen heb ik vorige week bij het loket gehaald.", 0.9),
    Line("anders", _KM, "Nee, dat bedoel ik niet.", 0.45),
    Line("woord", _KL, "Sorry, dat lange woord ken ik niet.", 0.4),
    Line("gewoon", _KM, "Het is ook een moeilijk woord. Verdient u iets, al is het weinig?", 0.5),
    Line("weten", _KM, "Dan moet u mij dat dezelfde week laten weten. Dat is de wet.", 0.35),
    Line("uitleggen", _KM, "Hoe zou u dat nu zelf aan iemand uitleggen?", 0.5),
    Line("tientje", _KL, "Krijg ik geld voor een klus, dan bel ik u die week. Ook bij een tientje.", 0.8),
    Line(
        "training",
        _KM,
        "Precies. Dan de groepstraining: zes weken, elke dag.",
        0.5,
        "table",
        "Precies. Dan de groepstreening: zes weken, elke dag.",
    ),
    Line("verplicht", _KM, "Die is voor alle klanten gelijk, en komen is verplicht.", 0.3, "table"),
    Line("moeder", _KL, "Elke dag lukt mij niet. Drie dagen per week rij ik mijn moeder naar het ziekenhuis.", 0.9),
    Line("vertel", _KM, "Dat wist ik niet. Wat lukt er op de andere dagen wel?", 0.5),
    Line("machines", _KL, "Dan heb ik tijd. Ik heb twaalf jaar machines gerepareerd, dat wil ik weer.", 0.5),
    Line("schrijven", _KL, "Praten gaat goed. Maar schrijven in het Nederlands kost mij veel moeite.", 0.4),
    Line("cursus", _KM, "Zou u daar les in willen?", 0.45),
    Line("grammatica", _KL, "Graag, als het over werk gaat. De vorige cursus was alleen grammatica.", 0.45),
    Line("iets", _KM, "Mag ik u nog iets vragen?", 0.9),
    Line(
        "vraag",
        _KM,
        "Denkt u weleens dat een bedrijf u afwijst om wie u bent, niet om wat u kunt?",
        0.35,
        "other",
        "Denkt u wel eens dat een bedrijf u afwijst om wie u bent, niet om wat u kunt?",
    ),
    Line(
        "buurvrouw", _KL, "Ja. Mijn buurvrouw deed dezelfde opleiding. Wij schreven op dezelfde vacature.", 1.3, "table"
    ),
    Line("opeens", _KL, "Zij mocht na twee dagen komen praten. Toen ik belde, was de plek opeens weg.", 0.45),
    Line("kracht", _KL, "Een maand lang heb ik toen niets meer gestuurd.", 0.6, "table"),
    Line("hard", _KM, "Wat hard, dat dit u gebeurd is. Wat kunnen we hieraan doen?", 1.0),
    Line("melden", _KM, "U kunt het melden bij een meldpunt. Dat is gratis, en ik help u erbij.", 0.4),
    Line("bellen", _KL, "Melden durf ik nog niet. Ik wil eerst zelf bellen, dan horen ze mijn stem.", 0.8),
    Line("oefenen", _KM, "Goed plan. Dat telefoongesprek oefenen we samen. Melden kan later altijd nog.", 0.5),
    Line(
        "schrappen",
        _KM,
        "De groepstraining schrap ik. Op dinsdag en donderdag rijdt u niet, toch?",
        0.8,
        "table",
        "De groepstreening schrap ik. Op dinsdag en donderdag rijdt u niet, toch?",
    ),
    Line(
        "les",
        _KM,
        "Dan plannen we op die dagen taalles over machines.",
        0.6,
        "other",
        "Dan plannen we op die dagen taal-les over machines.",
    ),
    Line("kiezen", _KM, "Dat kan op school, of in een werkplaats. Waar leert u het liefst?", 0.45),
    Line("keuze", _KL, "In de werkplaats. Daar hoor ik de woorden die ik nodig heb.", 0.7),
    Line("doel", _KM, "Waar wilt u dan over een half jaar staan?", 0.5),
    Line("baan", _KL, "Dan repareer ik weer machines, met loon, voor drie dagen.", 0.7),
    Line("samen", _KM, "Daar ga ik met u voor. Zetten we het zo in uw plan?", 0.45),
    Line("ja", _KL, "Ja, zo klopt het.", 0.4),
    Line("afspraak", _KM, "Wat doen we dinsdag als eerste, denkt u?", 0.6),
    Line("eerst", _KL, "Eerst oefenen we het bellen. En dan gaan we kijken in de werkplaats.", 0.6),
    Line("tot", _KM, "Helemaal goed. Tot dinsdag!", 0.45),
)

CODINGS: Final[tuple[Coding, ...]] = (
    Coding("A", "disc_ervaring", "achternaam", 0.15, "achternaam", 0.16, "Legt verband met de achternaam."),
    Coding("A", "disc_gemiste_opening", "formulier", 1.62, note="Gaat over naar het formulier, komt er niet op terug."),
    Coding("A", "maat_regels", "plicht", 1.09),
    Coding("A", "taal_niet_begrijpen", "loket", 0.38, "woord", 0.06, "Antwoord past niet bij de vraag."),
    Coding("A", "taal_aanpassen", "gewoon", 0.34),
    Coding("A", "taal_begripscheck", "uitleggen", 0.29, note="Laat het terugvertellen."),
    Coding("A", "maat_standaard", "verplicht", 0.56),
    Coding("A", "maat_behoefte", "vertel", 1.26, "machines", 0.07),
    Coding("A", "taal_scholing", "schrijven", 3.73, "grammatica", 0.07),
    Coding("A", "disc_vraag", "vraag", 0.18, note="Eigen vraag, geen terugverwijzing naar de achternaam."),
    Coding("A", "disc_ervaring", "buurvrouw", 0.42, "kracht", 0.17),
    Coding("A", "disc_omgaan", "hard", 1.89, "oefenen", -1.94),
    Coding("A", "maat_eigen_keuze", "bellen", 1.87),
    Coding("A", "maat_afstemmen", "schrappen", 1.66, "les", 0.04),
    Coding("A", "taal_scholing", "les", 1.47, "keuze", 0.04),
    Coding("A", "maat_eigen_keuze", "kiezen", 2.35, note="Twee echte mogelijkheden."),
    Coding("A", "maat_gezamenlijk_doel", "doel", 0.14, "ja", 0.17),
    Coding("A", "taal_begripscheck", "afspraak", 0.27),
    Coding("B", "maat_behoefte", "welkom", 1.42, "brieven", 0.06, "Twijfel: misschien alleen een opening."),
    Coding("B", "disc_ervaring", "achternaam", 0.91, "achternaam", 0.42),
    Coding("B", "disc_wegwuiven", "formulier", 0.66, note="'Dat hoor je vaker' maakt het kleiner."),
    Coding("B", "maat_regels", "plicht", 1.98),
    Coding("B", "taal_niet_begrijpen", "loket", 1.63, "gewoon", 0.08),
    Coding("B", "taal_aanpassen", "gewoon", 1.83),
    Coding("B", "maat_regels", "weten", 2.75, note="Noemt de wet."),
    Coding("B", "taal_begripscheck", "uitleggen", 0.64),
    Coding("B", "maat_regels", "verplicht", 2.01, note="Komen is verplicht: een plicht, geen aanpak."),
    Coding("B", "maat_behoefte", "vertel", 0.26, "schrijven", 0.07),
    Coding("B", "taal_scholing", "cursus", 0.01, "grammatica", 0.31),
    Coding("B", "disc_vraag", "vraag", 0.96),
    Coding("B", "disc_ervaring", "buurvrouw", 1.76, "opeens", 0.26),
    Coding("B", "disc_omgaan", "hard", 2.89, "oefenen", 0.05, "Melden en zelf bellen komen allebei langs."),
    Coding("B", "maat_eigen_keuze", "bellen", 2.52),
    Coding("B", "maat_eigen_keuze", "oefenen", 3.65),
    Coding("B", "maat_afstemmen", "schrappen", 0.33, "kiezen", 0.02),
    Coding("B", "maat_eigen_keuze", "kiezen", 3.14),
    Coding("B", "maat_gezamenlijk_doel", "doel", 1.53, "samen", 0.25),
    Coding("B", "taal_begripscheck", "afspraak", 0.95),
)
