"""Finds what may point at a person in free text: addresses, numbers, forms of address. It warns, it never decides.

The patterns are deliberately few and sure; a name without a form of address is not found.
"""

from __future__ import annotations

import re
from enum import StrEnum

from recall_studio.domain.words import N_


class Finding(StrEnum):
    """What a piece of text looks like."""

    EMAIL = "email"
    PHONE = "telefoon"
    POSTCODE = "postcode"
    IBAN = "iban"
    CITIZEN_NUMBER = "bsn"
    NAME = "naam"


FINDING_WORDS = {
    Finding.EMAIL: N_("an e-mail address"),
    Finding.PHONE: N_("a telephone number"),
    Finding.POSTCODE: N_("a postcode with house number"),
    Finding.IBAN: N_("a bank account number"),
    Finding.CITIZEN_NUMBER: N_("a citizen service number (BSN)"),
    Finding.NAME: N_("a name"),
}

_PATTERNS = {
    Finding.EMAIL: re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    Finding.PHONE: re.compile(r"(?<![\d-])(?:\+31|0031|0)[\s-]?(?:\(0\)\s?)?[1-9](?:[\s-]?\d){8}(?!\d)"),
    Finding.POSTCODE: re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\s*,?\s*\d{1,5}\b"),
    Finding.IBAN: re.compile(r"\b[A-Z]{2}\d{2}\s?(?:[A-Z0-9]{4}\s?){2,7}[A-Z0-9]{0,4}\b"),
    Finding.NAME: re.compile(
        r"\b(?:[Mm]eneer|[Mm]evrouw|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?|[Mm]r\.|[Mm]rs\.?|[Mm]s\.?)\s+"
        r"(?:van |de |der |den |el |al |ter |ten |['’]t |d['’])*[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][\w'’-]+"
    ),
}
_NINE_DIGITS = re.compile(r"(?<!\d)\d{3}[\s.-]?\d{3}[\s.-]?\d{3}(?!\d)|(?<!\d)\d{4}[.]\d{2}[.]\d{3}(?!\d)")


def is_citizen_number(digits: str) -> bool:
    """Whether nine digits pass the Dutch eleven-test (weights 9, 8, …, 2, −1); one in eleven does by chance."""
    if len(digits) != 9 or not digits.isdecimal() or digits == "0" * 9:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def findings(text: str) -> tuple[Finding, ...]:
    """What the text seems to hold, each kind once, in the order of `Finding`."""
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    if any(is_citizen_number(re.sub(r"\D", "", hit.group())) for hit in _NINE_DIGITS.finditer(text)):
        found.add(Finding.CITIZEN_NUMBER)
    return tuple(kind for kind in Finding if kind in found)
