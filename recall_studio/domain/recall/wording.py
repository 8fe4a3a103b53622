"""Whether the words of a question seem to put an answer in somebody's mouth. A hint; who asks decides."""

from __future__ import annotations

import re

_ENDS = {
    "nl": r"(,?\s*(toch|h[eè]|nietwaar|niet waar|of niet|niet dan|klopt dat|is het niet)\s*)",
    "en": (
        r"(,?\s*(right|correct|no|is that right|don['’]?t you think"
        r"|(is|was|are|were|did|do|does|have|had|would)n['’]?t (you|he|she|it|they))\s*)"
    ),
}
"""How a question ends that asks for no more than yes."""
_HOLDS = {
    "nl": (
        (
            r"\b(vond|vindt|was|bent|had|heeft|voelde|dacht|denkt|zou|wilde|schrok|merkte) "
            r"(u|je|jij|het|hij|zij|ze|dat) (u |je |zich |dat |dit |het |hem |haar )?(ook )?niet\b"
        ),
        (
            r"\b(u|je|jij|dat|het) (was|bent|had|voelde|vond|dacht|wilde|moest|zal|zult)"
            r"( u| je| zich| dat| het)* (zeker|vast|natuurlijk|vast wel|toch|waarschijnlijk|wel)\b"
        ),
        r"\b(zeker|vast wel|natuurlijk|vanzelfsprekend)\b",
        r"^(dus|en dus|maar) (u|je|jij|dat|het|hij|zij|ze)\b",
        r"\bklopt het dat\b",
        r"\bbedoelt? (u|je) (niet|dat)\b",
        r"\bik (denk|vind|zie|merk) dat (u|je)\b",
    ),
    "en": (
        r"\b(did|were|was|are|is|had|have|would|do|does|could)n['’]?t (you|he|she|it|they|that)\b",
        r"^(and |but )?(did|were|was|are|had|would|do) (you|he|she|it|they) not\b",
        r"\byou must (have|be)\b",
        r"\b(surely|of course|obviously|naturally|no doubt)\b",
        r"^(so|but) (you|he|she|it|that|they)\b",
        r"\bis it (true|right|correct) that\b",
        r"\bdo you mean (that|you)\b",
        r"\bi (think|see|notice|feel) (that )?you\b",
    ),
}
"""What a question holds that says the answer itself."""


def maybe_leading(text: str, language: str) -> bool:
    """Whether a question may be leading: it says the answer, or asks for no more than a yes.

    Args:
        text: the question as it is put.
        language: in which; of others than Dutch and English nothing is said.
    """
    key = language.partition("-")[0]
    if key not in _HOLDS:
        return False
    said = " ".join(text.casefold().split())
    if re.search(_ENDS[key] + r"[?.!]*$", said) and len(said.split()) > 1:
        return True
    return any(re.search(pattern, said) for pattern in _HOLDS[key])
