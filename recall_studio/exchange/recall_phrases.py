"""Words of the methods paragraph: how values stand in a sentence, what is said to be missing, and COREQ items."""

from __future__ import annotations

from recall_studio.domain.words import N_

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


# How a value stands in the middle of a sentence.
PLACES = {"kantoor": N_("at the office"), "thuis": N_("at home"), "online": N_("online")}
ROLES = {
    "klant": N_("a client"),
    "klantmanager": N_("a case manager"),
    "naaste": N_("a relative"),
    "collega": N_("a colleague"),
    "anders": N_("somebody else"),
}
STIMULI = {"hele_video": N_("the whole recording"), "fragmenten": N_("selected moments")}
SHOWN = {
    "beeld_en_geluid": N_("picture and sound"),
    "klein_beeld": N_("a small picture and sound"),
    "alleen_geluid": N_("sound only"),
}
SELECTED = {
    "deelnemer_kiest": N_("by the participant"),
    "interviewer_kiest": N_("by the interviewer"),
    "codegestuurd": N_("on the basis of codes"),
    "tijdsteekproef": N_("by time sampling"),
    "kritiek_moment": N_("as critical moments"),
}
STOPPING = {
    "terugkijker": N_("the viewer"),
    "interviewer": N_("the interviewer"),
    "beiden": N_("viewer and interviewer alike"),
}
QUESTIONS = {
    "neutraal_toen": N_("neutral about then"),
    "neutraal_waarneming": N_("neutral about what is seen"),
    "verhelderend": N_("clarifying"),
    "thematisch": N_("introducing a theme"),
    "gesloten": N_("closed"),
    "sturend": N_("leading"),
    "algemeen": N_("general"),
}
TIMES = {
    "then": N_("what was thought then"),
    "now": N_("what is thought now"),
    "both": N_("both"),
    "unclear": N_("something of which this was unclear"),
}
REASONS = {
    "wilde_stoppen": N_("because the viewer wanted to stop"),
    "tijd_op": N_("for lack of time"),
    "techniek": N_("for technical reasons"),
    "intrekking": N_("because consent was withdrawn"),
    "anders": N_("for another reason"),
}
