"""The sentences of the methods paragraph (T-15): one for each fact that was logged, in the language spoken now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recall_studio.domain.words import _, decimal, in_words, ngettext
from recall_studio.exchange.recall_phrases import (
    MISSING,
    PLACES,
    QUESTIONS,
    REASONS,
    ROLES,
    SELECTED,
    SHOWN,
    STIMULI,
    STOPPING,
    TIMES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recall_studio.analysis.recall.method_facts import Fact

    Values = Mapping[str, Any]

_TWO, _FEW = 2, 4


def sentence(fact: Fact) -> str:
    """What is said of a fact."""
    return _SENTENCES[fact.key](fact.values)


def missing_sentence(key: str, number: int | None) -> str:
    """What is said of something that was not logged."""
    return _(MISSING[key], n=number) if number is not None else _(MISSING[key])


def _interviews(given: Values) -> str:
    held = (
        ngettext("{n} with a client", "{n} with a client", given["client"]),
        ngettext("{n} with a case manager", "{n} with a case manager", given["caseworker"]),
    )
    return _(
        "Video-stimulated recall was used: {interviews}, about {conversations} and with {people}, of which {held}.",
        interviews=ngettext("{n} recall interview", "{n} recall interviews", given["n"]),
        conversations=ngettext("{n} recorded conversation", "{n} recorded conversations", given["conversations"]),
        people=ngettext("{n} person", "{n} people", given["people"]),
        held=in_words([said for said, n in zip(held, (given["client"], given["caseworker"]), strict=True) if n]),
    )


def _waves(given: Values) -> str:
    return ngettext(
        "The conversations belonged to wave {waves}.",
        "The conversations belonged to waves {waves}.",
        len(given["waves"]),
        waves=in_words(given["waves"]),
    )


def _consent(given: Values) -> str:
    refused = ngettext("{n} refused", "{n} refused", given["refused"]) if given["refused"] else _("nobody refused")
    withdrawn = (
        ngettext("{n} withdrew it later", "{n} withdrew it later", given["withdrawn"])
        if given["withdrawn"]
        else _("nobody withdrew it later")
    )
    return ngettext(
        "Consent to a recall interview was asked of {n} person; {refused} and {withdrawn}.",
        "Consent to a recall interview was asked of {n} people; {refused} and {withdrawn}.",
        given["asked"],
        refused=refused,
        withdrawn=withdrawn,
    )


def _interviewers(given: Values) -> str:
    return ngettext(
        "The interviews were led by {n} interviewer.", "The interviews were led by {n} interviewers.", given["n"]
    )


def _place(given: Values) -> str:
    return _("The interviews were held {places}.", places=_kinds(given, PLACES))


def _present(given: Values) -> str:
    return _("Others who were present: {roles}.", roles=_kinds(given, ROLES))


def _stimulus(given: Values) -> str:
    return _("The viewers looked back at {what}.", what=_kinds(given, STIMULI))


def _shown_as(given: Values) -> str:
    return _("The recording was played with {what}.", what=_kinds(given, SHOWN))


def _transcript(given: Values) -> str:
    if not given["shown"]:
        return _("No transcript was shown.")
    return _("A transcript was shown {where}.", where=_within(given["shown"], given["n"]))


def _selection(given: Values) -> str:
    whole = given["counts"].get("hele_video", 0)
    chosen = {key: number for key, number in given["counts"].items() if key != "hele_video"}
    said = []
    if chosen:
        said.append(_("Moments were selected {how}.", how=_kinds({**given, "counts": chosen}, SELECTED)))
    if whole:
        said.append(_("No moments were selected beforehand {where}.", where=_within(whole, given["n"])))
    if given["planned"]:
        said.append(
            ngettext(
                "In total {n} moment was planned beforehand.",
                "In total {n} moments were planned beforehand.",
                given["planned"],
            )
        )
    return " ".join(said)


def _play_order(given: Values) -> str:
    if not given["arranged"]:
        return _("Selected moments were shown in the order of the conversation.")
    if given["arranged"] == given["n"]:
        return _("Selected moments were shown in an order that was arranged beforehand.")
    return _(
        "Selected moments were shown in an order that was arranged beforehand (n = {arranged}) or in that of the "
        "conversation (n = {other}).",
        arranged=given["arranged"],
        other=given["n"] - given["arranged"],
    )


def _control(given: Values) -> str:
    return _("The recording could be stopped by {who}.", who=_kinds(given, STOPPING))


def _protocol(given: Values) -> str:
    return ngettext(
        "Version {versions} of the protocol was followed.",
        "Versions {versions} of the protocol were followed.",
        len(given["versions"]),
        versions=in_words(given["versions"]),
    )


def _delay(given: Values) -> str:
    return ngettext(
        "Of {n} interview it is known how long after the end of the conversation it began: {median} hours.",
        "The median time between the end of the conversation and the interview was {median} hours ({spread}); "
        "{within} of these interviews began within {threshold} hours.",
        given["n"],
        within=given["within"] or _("none"),
        threshold=decimal(given["threshold_h"], 0),
        **_numbers(given),
    )


def _order(given: Values) -> str:
    client, caseworker = given["client_first"], given["caseworker_first"]
    if not caseworker:
        return _("Where both looked back at a conversation, the client did so first.")
    if not client:
        return _("Where both looked back at a conversation, the case manager did so first.")
    return _(
        "Where both looked back at a conversation, either the client (n = {client}) or the case manager "
        "(n = {caseworker}) did so first.",
        client=client,
        caseworker=caseworker,
    )


def _instruction(given: Values) -> str:
    where = _within(given["given"], given["n"])
    if not given["versions"]:
        return _("An instruction was given beforehand {where}.", where=where)
    return ngettext(
        "A fixed instruction (version {versions}) was given beforehand {where}.",
        "A fixed instruction (versions {versions}) was given beforehand {where}.",
        len(given["versions"]),
        versions=in_words(given["versions"]),
        where=where,
    )


def _practice(given: Values) -> str:
    return _("Viewers practised with a clip beforehand {where}.", where=_within(given["done"], given["n"]))


def _tried(given: Values) -> str:
    return _("The viewer's control was tried beforehand {where}.", where=_within(given["done"], given["n"]))


def _language(given: Values) -> str:
    words = {key: {"nl": _("Dutch"), "en": _("English")}.get(key, f"“{key}”") for key in given["counts"]}
    return _("The interviews were held in {languages}.", languages=_kinds(given, words))


def _interpreter(given: Values) -> str:
    if not given["used"]:
        return _("No interpreter was noted.")
    return _("An interpreter was present {where}.", where=_within(given["used"], given["n"]))


def _stops(given: Values) -> str:
    viewer = (
        ngettext("{n} time by the viewer", "{n} times by the viewer", given["viewer"])
        if given["viewer"]
        else _("never by the viewer")
    )
    times = ngettext("{n} time", "{n} times", given["n"])
    if given["per_10min"] is None:
        return _("The recording was stopped {times} in total, {viewer}.", times=times, viewer=viewer)
    return _(
        "The recording was stopped {times} in total ({rate} times per 10 minutes of recording shown), {viewer}.",
        times=times,
        viewer=viewer,
        rate=decimal(given["per_10min"]),
    )


def _prompts(given: Values) -> str:
    asked = ngettext(
        "The interviewers asked {n} question ({cards} from a prompt card, {leading} leading), which was kept word for "
        "word.",
        "The interviewers asked {n} questions ({cards} from prompt cards, {leading} leading), which were kept word for "
        "word.",
        given["n"],
        cards=given["cards"] or _("none"),
        leading=given["leading"] or _("none"),
    )
    return asked + " " + _("By type: {mix}.", mix=_kinds({"counts": given["mix"]}, QUESTIONS))


def _comments(given: Values) -> str:
    made = ngettext(
        "Viewers made {n} comment, {spontaneous} without being asked.",
        "Viewers made {n} comments, {spontaneous} of them without being asked.",
        given["n"],
        spontaneous=given["spontaneous"] or _("none"),
    )
    kinds_of = {key: given[key] for key in ("then", "now", "both", "unclear") if given[key]}
    if not kinds_of:
        return made
    return made + " " + _("The comments told of {what}.", what=_kinds({"counts": kinds_of}, TIMES))


def _length(given: Values) -> str:
    return ngettext(
        "Of {n} interview it is known how long it lasted: {median} minutes.",
        "The interviews lasted a median of {median} minutes ({spread}).",
        given["n"],
        **_numbers(given),
    )


def _sound(given: Values) -> str:
    return _("The sound was recorded {where}.", where=_within(given["recorded"], given["n"]))


def _ended_early(given: Values) -> str:
    return ngettext(
        "Of the interviews, {n} was ended early: {why}.",
        "Of the interviews, {n} were ended early: {why}.",
        given["n"],
        why=_kinds(given, REASONS),
    )


def _set_apart(given: Values) -> str:
    return ngettext(
        "In addition, {n} interview was left out because consent was withdrawn.",
        "In addition, {n} interviews were left out because consent was withdrawn.",
        given["n"],
    )


def _coding(given: Values) -> str:
    said = ngettext(
        "Of the recordings, {n} was coded by {coders} with version {version} of the codebook ({codes} codes in use).",
        "Of the recordings, {n} were coded by {coders} with version {version} of the codebook ({codes} codes in use).",
        given["recordings"],
        coders=ngettext("{n} coder", "{n} coders", given["coders"]),
        version=given["codebook_version"],
        codes=given["codes"],
    )
    if not given["twice"]:
        return said + " " + _("No recording was coded by more than one coder.")
    return (
        said
        + " "
        + ngettext(
            "Of these, {n} was coded by two or more coders.",
            "Of these, {n} were coded by two or more coders.",
            given["twice"],
        )
    )


def _software(given: Values) -> str:
    return _("All of this was logged by {program}.", program=given["program"])


def _numbers(given: Values) -> dict[str, str]:
    numbers = {name: decimal(given[name]) for name in ("median", "q1", "q3", "least", "most")}
    if given["n"] < _FEW:  # quartiles of so few say nothing
        spread = _("n = {n}; range {least} to {most}", n=given["n"], **numbers)
    else:
        spread = _("n = {n}; quartiles {q1} and {q3}; range {least} to {most}", n=given["n"], **numbers)
    return {"median": numbers["median"], "spread": spread}


def _within(k: int, n: int) -> str:
    """In how many of the interviews."""
    if k < n:
        return _("in {k} of the {n} interviews", k=k, n=n)
    return _("in both interviews") if n == _TWO else ngettext("in the interview", "in all {n} interviews", n)


def _kinds(given: Values, words: Mapping[str, str]) -> str:
    """Values in words, each with its number, but for one that holds for all: "at home (n = 3) and online (n = 2)"."""
    counts: Mapping[str, int] = given["counts"]
    if list(counts.values()) == [given.get("n")]:
        return "".join(_(words[key]) for key in counts)
    return in_words([_("{what} (n = {n})", what=_(words[key]), n=number) for key, number in counts.items()])


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
