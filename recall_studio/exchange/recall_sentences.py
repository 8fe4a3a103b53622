"""The sentences of the methods paragraph (T-15): one for each fact that was logged, in the language spoken now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.recall import kinds
from recall_studio.domain.sampling import METHOD_WORDS, ChoiceMethod
from recall_studio.domain.study import ROLE_WORDS, PersonRole
from recall_studio.domain.words import N_, _, decimal, in_words, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recall_studio.analysis.recall.method_facts import Fact

    Values = Mapping[str, Any]

COREQ = {
    "interviews": 12,
    "waves": 18,
    "consent": 13,
    "interviewers": 1,
    "place": 14,
    "present": 15,
    "selection": 10,
    "protocol": 17,
    "prompts": 17,
    "sound": 19,
    "length": 21,
    "coding": 24,
    "software": 27,
}
"""The item of the COREQ list (Tong 2007) that a fact answers; what it lacks is particular to recall (Paskins 2014)."""

MISSING = {
    "delay": N_("The time between conversation and interview, in {n} of the interviews."),
    "place": N_("Where it was held, of {n} of the interviews."),
    "instruction": N_("That the instruction was given, in {n} of the interviews."),
    "instruction_version": N_("The version of the instruction, in {n} of the interviews."),
    "practice_clip_done": N_("That there was practice with a clip, in {n} of the interviews."),
    "protocol": N_("The version of the protocol, in {n} of the interviews."),
    "sound": N_("A sound recording of the interview itself, of {n} of the interviews."),
    "shown": N_("What of the recording was played, in {n} of the interviews."),
    "length": N_("The length, of {n} of the interviews: they have not ended."),
    "then_now": N_("Whether it is about then or now, of {n} of the comments."),
    "coding": N_("Coding: nothing of the recordings that were looked back at is declared as coded."),
    "interviewer_background": N_("Occupation, credentials and gender of the interviewers (COREQ 2 to 4)."),
    "interviewer_training": N_("Experience and training of the interviewers (COREQ 5)."),
    "relationship": N_("Whether interviewers and participants knew each other, and what was told (COREQ 6 to 8)."),
    "participant_selection": N_(
        "How participants were sampled and approached, and why people refused (COREQ 10, 11, 13)."
    ),
    "theory": N_("The methodological orientation (COREQ 9)."),
    "saturation": N_("Whether data saturation was discussed (COREQ 22)."),
    "participant_checking": N_("Whether transcripts or findings were returned to participants (COREQ 23, 28)."),
    "agreement": N_("Agreement between coders: it is not printed here from anything that was not calculated."),
    "derivation": N_("How themes were derived (COREQ 26)."),
}


def sentence(fact: Fact) -> str:
    """What is said of a fact."""
    return _SENTENCES[fact.key](fact.values)


def missing_sentence(key: str, number: int | None) -> str:
    """What is said of something that was not logged."""
    return _(MISSING[key], n=number) if number is not None else _(MISSING[key])


def _interviews(given: Values) -> str:
    return _(
        "Video-stimulated recall was used: {interviews} about {conversations} with {people}, "
        "{client} with a client and {caseworker} with a case manager.",
        interviews=ngettext("{n} recall interview", "{n} recall interviews", given["n"]),
        conversations=ngettext("{n} recorded conversation", "{n} recorded conversations", given["conversations"]),
        people=ngettext("{n} person", "{n} people", given["people"]),
        client=given["client"],
        caseworker=given["caseworker"],
    )


def _waves(given: Values) -> str:
    return _("The conversations were of these waves: {waves}.", waves=in_words(given["waves"]))


def _consent(given: Values) -> str:
    asked = ngettext("{n} person was asked", "{n} people were asked", given["asked"])
    return _(
        "{asked} for consent to a recall interview; {refused} said no and {withdrawn} withdrew later.",
        asked=asked,
        refused=given["refused"],
        withdrawn=given["withdrawn"],
    )


def _interviewers(given: Values) -> str:
    return ngettext("{n} interviewer led them.", "{n} interviewers led them.", given["n"])


def _place(given: Values) -> str:
    return _("They were held {places}.", places=_counted(given["counts"], kinds.SETTING_WORDS, kinds.Setting))


def _present(given: Values) -> str:
    return _("Others who were present: {roles}.", roles=_counted(given["counts"], ROLE_WORDS, PersonRole))


def _stimulus(given: Values) -> str:
    what = _counted(given["counts"], kinds.STIMULUS_WORDS, kinds.Stimulus)
    return _("What was looked back at: {what}.", what=what)


def _shown_as(given: Values) -> str:
    return _("It was shown as: {how}.", how=_counted(given["counts"], kinds.SHOWN_AS_WORDS, kinds.ShownAs))


def _transcript(given: Values) -> str:
    if not given["shown"]:
        return _("No transcript was shown.")
    return _("A transcript was shown in {k} of {n} interviews.", k=given["shown"], n=given["n"])


def _selection(given: Values) -> str:
    said = _("Moments were chosen so: {methods}.", methods=_counted(given["counts"], METHOD_WORDS, ChoiceMethod))
    if not given["planned"]:
        return said
    planned = ngettext("{n} moment was planned beforehand.", "{n} moments were planned beforehand.", given["planned"])
    return f"{said} {planned}"


def _play_order(given: Values) -> str:
    if not given["arranged"]:
        return _("Chosen moments were shown in the order of the conversation.")
    return _(
        "Chosen moments were shown as they were arranged in {k} of {n} interviews, and else in the order of the "
        "conversation.",
        k=given["arranged"],
        n=given["n"],
    )


def _control(given: Values) -> str:
    return _(
        "The recording could be stopped by: {who}.", who=_counted(given["counts"], kinds.CONTROL_WORDS, kinds.Control)
    )


def _protocol(given: Values) -> str:
    return ngettext(
        "They followed version {versions} of the protocol.",
        "They followed versions {versions} of the protocol.",
        len(given["versions"]),
        versions=in_words(given["versions"]),
    )


def _delay(given: Values) -> str:
    return ngettext(
        "The one interview of which it is known began {median} hours after the end of the conversation.",
        "Between the end of the conversation and the interview lay {median} hours (median of {n}; range {least} to "
        "{most}); {within} began within {threshold} hours.",
        given["n"],
        within=given["within"],
        threshold=decimal(given["threshold_h"], 0),
        **_numbers(given),
    )


def _order(given: Values) -> str:
    return _(
        "Of the conversations that both looked back at, the client was first in {client} and the case manager in "
        "{caseworker}.",
        client=given["client_first"],
        caseworker=given["caseworker_first"],
    )


def _instruction(given: Values) -> str:
    said = _("The instruction was given in {k} of {n} interviews.", k=given["given"], n=given["n"])
    if not given["versions"]:
        return said
    versions = ngettext(
        "Its version was {versions}.",
        "Its versions were {versions}.",
        len(given["versions"]),
        versions=in_words(given["versions"]),
    )
    return f"{said} {versions}"


def _practice(given: Values) -> str:
    return _("Viewers practised with a clip in {k} of {n} interviews.", k=given["done"], n=given["n"])


def _tried(given: Values) -> str:
    return _("The viewer's control was tried beforehand in {k} of {n} interviews.", k=given["done"], n=given["n"])


def _language(given: Values) -> str:
    spoken = [f"{_language_word(key)} ({number})" for key, number in given["counts"].items()]
    return _("Languages: {languages}.", languages=in_words(spoken))


def _language_word(key: str) -> str:
    return {"nl": _("Dutch"), "en": _("English")}.get(key, key)


def _interpreter(given: Values) -> str:
    if not given["used"]:
        return _("No interpreter was noted.")
    return _("An interpreter was there in {k} of {n} interviews.", k=given["used"], n=given["n"])


def _stops(given: Values) -> str:
    stopped = ngettext("{n} stop was made", "{n} stops were made", given["n"])
    said = _("{stopped}, {k} of them by the viewer.", stopped=stopped, k=given["viewer"])
    if given["per_10min"] is None:
        return said
    return said + " " + _("That is {rate} per 10 minutes of recording shown.", rate=decimal(given["per_10min"]))


def _prompts(given: Values) -> str:
    asked = ngettext("{n} question was asked", "{n} questions were asked", given["n"])
    return _(
        "{asked} and kept word for word, {cards} of them from prompt cards, {leading} of them leading. By type: {mix}.",
        asked=asked,
        cards=given["cards"],
        leading=given["leading"],
        mix=_counted(given["mix"], kinds.PROMPT_WORDS, kinds.PromptType),
    )


def _comments(given: Values) -> str:
    made = ngettext("{n} comment was made", "{n} comments were made", given["n"])
    return _(
        "{made}, {spontaneous} of them without a question. Told as thought then: {then}; as thought now: {now}; as "
        "both: {both}; unclear: {unclear}.",
        made=made,
        **{name: given[name] for name in ("spontaneous", "then", "now", "both", "unclear")},
    )


def _length(given: Values) -> str:
    return ngettext(
        "The one interview that ended lasted {median} minutes.",
        "Interviews lasted {median} minutes (median of {n}; range {least} to {most}).",
        given["n"],
        **_numbers(given),
    )


def _sound(given: Values) -> str:
    return _("The sound of {k} of {n} interviews was recorded.", k=given["recorded"], n=given["n"])


def _ended_early(given: Values) -> str:
    why = _counted(given["counts"], kinds.ENDED_WORDS, kinds.EndedReason)
    return ngettext("{n} interview ended early: {why}.", "{n} interviews ended early: {why}.", given["n"], why=why)


def _set_apart(given: Values) -> str:
    return ngettext(
        "{n} interview more is left out, because consent was withdrawn.",
        "{n} interviews more are left out, because consent was withdrawn.",
        given["n"],
    )


def _coding(given: Values) -> str:
    coders = ngettext("{n} coder", "{n} coders", given["coders"])
    recordings = ngettext("{n} of the recordings", "{n} of the recordings", given["recordings"])
    said = _(
        "{coders} coded {recordings} with version {version} of the codebook ({codes} codes in use).",
        coders=coders,
        recordings=recordings,
        version=given["codebook_version"],
        codes=given["codes"],
    )
    return said + " " + ngettext("Two or more coded {n} of them.", "Two or more coded {n} of them.", given["twice"])


def _software(given: Values) -> str:
    return _("All this was logged by {program}.", program=given["program"])


def _numbers(given: Values) -> dict[str, str]:
    return {name: decimal(given[name]) for name in ("median", "least", "most")}


def _counted(counts: Mapping[str, int], words: Mapping[Any, str], values: Callable[[str], Any]) -> str:
    """Values in words, each with its number: "the whole recording (3) and chosen moments (2)"."""
    return in_words([f"{_lower(_(words[values(key)]))} ({number})" for key, number in counts.items()])


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]


_SENTENCES: dict[str, Callable[[Values], str]] = {
    "interviews": _interviews,
    "waves": _waves,
    "consent": _consent,
    "interviewers": _interviewers,
    "place": _place,
    "present": _present,
    "stimulus": _stimulus,
    "shown_as": _shown_as,
    "transcript": _transcript,
    "selection": _selection,
    "play_order": _play_order,
    "control": _control,
    "protocol": _protocol,
    "delay": _delay,
    "order": _order,
    "instruction": _instruction,
    "practice_clip_done": _practice,
    "control_tried": _tried,
    "language": _language,
    "interpreter": _interpreter,
    "stops": _stops,
    "prompts": _prompts,
    "comments": _comments,
    "length": _length,
    "sound": _sound,
    "ended_early": _ended_early,
    "set_apart": _set_apart,
    "coding": _coding,
    "software": _software,
}
