"""What the study knows already, read once when the adding page opens: names, people, earlier answers, the last form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recall_studio.domain.consent import Operation, coding_operation, touches_special_categories
from recall_studio.domain.ids import ParticipantId
from recall_studio.domain.study import PersonRole
from recall_studio.edits.adding import propose_names
from recall_studio.edits.recording import months_later
from recall_studio.store import codebooks, consents, conversations
from recall_studio.ui.adding.outlook import Known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.ui.adding.people_part import Listed


@dataclass(frozen=True, slots=True)
class KnownStudy:
    """All that a new conversation is proposed from and checked against."""

    study: Study
    name: str
    names: frozenset[str]
    types: tuple[str, ...]
    waves: tuple[str, ...]
    roles: dict[str, PersonRole]
    members: tuple[str, ...]
    last_day: date
    last_form: Row | None
    main: Operation
    rules: Known

    def recording_with(self, fingerprint: str) -> str | None:
        """The name of the recording that has a file of this fingerprint already."""
        return conversations.by_fingerprint(self.study, fingerprint)

    def is_case_manager(self, collector: str, people: Sequence[Listed]) -> bool:
        """Whether the member of this code is one of the case managers in the list."""
        managers = {one.pseudonym for one in people if one.role is PersonRole.KLANTMANAGER}
        own = next((member.participant_id for member in self.study.members() if member.code == collector), None)
        return collector in managers or (own is not None and own in {self.rules.ids.get(name) for name in managers})


def read_known(study: Study) -> KnownStudy:
    """Read it."""
    rows = conversations.recordings(study)
    people = conversations.participants(study)
    facts = study.facts()
    main = coding_operation(kind=facts.kind, role=study.acting.role)
    themes = (theme.key for theme in codebooks.codebook(study).on if theme.is_theme)
    rules = Known(
        earlier=[answer for answer in consents.answers(study) if answer.conversation_id is None],
        ids={row["pseudonym"]: ParticipantId(row["id"]) for row in people},
        special_categories=touches_special_categories(themes),
        on=study.today(),
    )
    return KnownStudy(
        study=study,
        name=propose_names(study).recording,
        names=frozenset(conversations.names_taken(study)),
        types=_used(rows, "type"),
        waves=_used(rows, "wave"),
        roles={row["pseudonym"]: PersonRole(row["role"]) for row in people},
        members=tuple(member.code for member in study.members()),
        last_day=months_later(study.today(), facts.retention_months),
        last_form=consents.last_form(study),
        main=Operation.PREPARE if main is Operation.LOOK_BACK else main,  # the same purposes
        rules=rules,
    )


def _used(rows: Sequence[Row], field: str) -> tuple[str, ...]:
    return tuple(sorted({str(row[field]) for row in rows if row[field]}))
