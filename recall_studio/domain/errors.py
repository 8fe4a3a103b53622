"""Whose fault it is stands in the type: what the user can solve is a RecallError, everything else is ours.

A message is one whole sentence for a person, a remedy says what to do. Only `kind` and ids may reach a log.
"""

from __future__ import annotations

import re


class RecallError(Exception):
    """Something that the user can understand and solve.

    Args:
        message: one whole, translated sentence that names what is wrong and where.
        remedy: a translated sentence that says what to do, or nothing.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    @property
    def kind(self) -> str:
        """The kind of error in snake_case, for `--json` and for the log."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()


class BadInput(RecallError):
    """A value that was given cannot be used."""


class UnknownName(BadInput):
    """A recording, code, person or coder of that name is not in the study."""


class BadFile(RecallError):
    """A file that was given is missing, broken or not of the kind that was meant."""


class NotAStudy(RecallError):
    """The folder or file is not a Recall Studio study."""


class StudyExists(RecallError):
    """There is something already where a new study should come."""


class StudyDamaged(RecallError):
    """The study file can no longer be read in full."""


class StudyNewer(RecallError):
    """A newer version of the program made this study."""


class StudyReadOnly(RecallError):
    """The study can be read but not changed."""


class StudyBusy(RecallError):
    """Another program holds the study."""


class DiskFull(RecallError):
    """There is no room to keep the change."""


class WrongPassphrase(RecallError):
    """The passphrase does not open this study."""


class MediaUnusable(RecallError):
    """A media file is missing, broken or of a kind that is not accepted."""


class AccessRefused(RecallError):
    """The gate said no.

    Args:
        message: the sentence, which names purpose and role, never a person.
        operation: the key of the operation that was asked.
        subjects: ids of the conversations that it was asked for.
        remedy: what to do.
    """

    def __init__(self, message: str, *, operation: str, subjects: tuple[str, ...], remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.operation = operation
        self.subjects = subjects


class NothingToUndo(RecallError):
    """There is no step to take back or to do again."""


class UndoConflict(RecallError):
    """What the step made has been changed since, so taking it back would lose that."""


class Cancelled(RecallError):
    """The user stopped a long function; nothing of it was kept."""
