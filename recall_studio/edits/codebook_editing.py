"""Changing the codebook: what changes its meaning waits in the concept, and does nothing to coding before `establish`.

Spelling, short labels, colours, keys, examples, order and what is switched on hold at once and never make a version.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict, Unpack

from recall_studio.domain.codebook import Code, Codebook, CodeStatus, CodeType, Modifier, Text
from recall_studio.domain.codebook_keys import check_chord, check_new_chords, chord_holder, new_key
from recall_studio.domain.concept import AT_ONCE, CODE, check_planned, now_already, planned, rows_for
from recall_studio.domain.errors import AccessRefused, BadInput
from recall_studio.domain.study import Role
from recall_studio.domain.words import N_, _
from recall_studio.store import codebook_versions, codebooks
from recall_studio.store import concept as concept_rows
from recall_studio.store.writing import Burst

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recall_studio.store.writing import Writing

SCOPE = "codebook"
"""The editor whose steps these are, for undo."""

LONGEST_TEXT = 4000  # signs
TYPED = frozenset({"label", "short", "definition", "include", "exclude", "example", "basis"})
"""Fields that are typed in: their changes in quick succession are one step."""


class CodeFields(TypedDict, total=False):
    """What can be changed of a code, as `Code` has it."""

    label: Text
    short: Text
    definition: Text
    include: Text
    exclude: Text
    example: Text
    basis: str
    chord: str
    color: str
    on: bool
    code_type: CodeType
    parent: str | None
    actor: str
    layers: tuple[str, ...]
    modifiers: tuple[str, ...]


def change_code(study: Writing, *, code: str, **fields: Unpack[CodeFields]) -> None:
    """Change some fields of a code or theme; those that make up its meaning wait in the concept.

    Args:
        study: where.
        code: its key.
        fields: what to change.

    Raises:
        UnknownName: there is no such code, theme or modifier.
        BadInput: it has no label left, another code has the key chord, or a text is too long.
        AccessRefused: the member is no researcher.
    """
    once_more = _burst(study, code, frozenset(fields))
    _edit(study, N_("Change code"), lambda book: _with_code(book, code, fields), burst=once_more)


def _burst(study: Writing, code: str, names: frozenset[str]) -> Burst | None:
    """What is typed into one field goes into one row: of the code, or of the concept."""
    if not names <= TYPED:
        return None
    stands = study.row("SELECT id, provisional FROM code WHERE key = ?", (code,))
    if stands is not None and (stands["provisional"] or names <= set(AT_ONCE)):
        return Burst("code", stands["id"], frozenset(f"{name}_{tongue}" for name in names for tongue in ("nl", "en")))
    row = concept_rows.row_id(study, CODE, code)
    return Burst("concept", row, frozenset({"content"})) if row else None


def _with_code(book: Codebook, key: str, fields: CodeFields) -> Codebook:
    changed = replace(book.code(key), **fields)
    if not (changed.label.nl.strip() or changed.label.en.strip()):
        raise BadInput(_("A code needs a label."))
    texts = [text for value in fields.values() if isinstance(value, Text) for text in (value.nl, value.en)]
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise BadInput(_("A text of the codebook may be {limit} signs long at the most.", limit=LONGEST_TEXT))
    if "chord" in fields:
        changed = replace(changed, chord=check_chord(book, key, fields["chord"]))
    parent = fields.get("parent", book.code(key).parent)
    if parent is not None and parent != book.code(key).parent and book.children(key):
        raise BadInput(_("“{key}” is a theme with codes; it cannot stand under another theme.", key=key))
    return _placed(book, changed)


def _placed(book: Codebook, changed: Code, place: int | None = None) -> Codebook:
    """The codebook with a code put in the place of the one of its key, or added; at a place among its siblings."""
    before = book.by_key.get(changed.key)
    if before is not None and before.parent == changed.parent and place is None:
        return replace(book, codes=tuple(changed if one.key == changed.key else one for one in book.codes))
    if changed.parent is not None and not book.code(changed.parent).is_theme:
        raise BadInput(_("“{key}” is no theme.", key=changed.parent))
    others = [one for one in book.codes if one.key != changed.key]
    siblings = [one for one in others if one.parent == changed.parent]
    siblings.insert(len(siblings) if place is None else max(0, place), changed)
    themes = siblings if changed.parent is None else [one for one in others if one.is_theme]
    ordered: list[Code] = []
    for theme in themes:
        own = [one for one in others if one.parent == theme.key]
        ordered += [theme, *(siblings if changed.parent == theme.key else own)]
    return replace(book, codes=tuple(ordered))


def add_code(
    study: Writing, *, label: Text, theme: str | None, key: str | None = None, place: int | None = None
) -> str:
    """Let a code (or, without a theme, a theme) come with the next version; gives its key.

    Args:
        study: where.
        label: what it is called, in at least one language.
        theme: key of the theme that it stands under.
        key: its own key; made from the label when there is none.
        place: among its siblings; the last when there is none.

    Raises:
        UnknownName: there is no such theme.
        BadInput: it has no label, or the key cannot be used.
        AccessRefused: the member is no researcher.
    """
    made: list[str] = []

    def with_it(book: Codebook) -> Codebook:
        made.append(new_key(book, label=label, theme=theme, key=key))
        return _placed(book, fresh(book, made[0], label, theme), place)

    _edit(study, N_("Add code"), with_it)
    return made[0]


def fresh(book: Codebook, key: str, label: Text, theme: str | None) -> Code:
    """A code that has only a label yet; colour and layers are those of its theme.

    Raises:
        UnknownName: there is no such theme.
        BadInput: it has no label.
    """
    if not (label.nl.strip() or label.en.strip()):
        raise BadInput(_("A code needs a label."))
    above = book.code(theme) if theme is not None else None
    layers, color = (above.layers, above.color) if above else (("gesprek",), "")
    return Code(key, theme, Text(label.nl.strip(), label.en.strip()), CodeType.EITHER, layers=layers, color=color)


def move_code(study: Writing, *, code: str, theme: str | None, place: int) -> None:
    """Put a code at a place under a theme, or a theme among the themes. Order holds at once; another theme waits.

    Raises:
        UnknownName: there is no such code or theme.
        BadInput: it is a theme with codes and would stand under another.
        AccessRefused: the member is no researcher.
    """

    def moved(book: Codebook) -> Codebook:
        if theme is not None and book.children(code):
            raise BadInput(_("“{key}” is a theme with codes; it cannot stand under another theme.", key=code))
        return _placed(book, replace(book.code(code), parent=theme), place)

    _edit(study, N_("Move code"), moved)


def retire_code(study: Writing, *, code: str) -> None:
    """Take a code out of use with the next version. Its moments stay as they are.

    Raises:
        UnknownName: there is no such code.
        BadInput: it is a theme with codes in use.
        AccessRefused: the member is no researcher.
    """
    _edit(study, N_("Retire code"), lambda book: _retired(book, code))


def merge_codes(study: Writing, *, code: str, into: str) -> None:
    """Let a code go up in another with the next version. Its moments keep it, and are listed to be looked at again.

    Raises:
        UnknownName: there is no such code.
        BadInput: the two are one, the other is retired, or it is a theme with codes in use.
        AccessRefused: the member is no researcher.
    """

    def merged(book: Codebook) -> Codebook:
        if code == into:
            raise BadInput(_("A code cannot be merged into itself."))
        if book.code(into).status is CodeStatus.VERVALLEN:
            raise BadInput(_("“{key}” is retired; nothing can be merged into it.", key=into))
        return _retired(book, code, into=into)

    _edit(study, N_("Merge codes"), merged)


def split_code(study: Writing, *, code: str, into: Sequence[Text]) -> tuple[str, ...]:
    """Let several new codes take the place of one with the next version; gives their keys, in the order given.

    They begin with its definition and stand behind it. Its moments keep it, and are listed to choose for each.

    Raises:
        UnknownName: there is no such code.
        BadInput: fewer than two labels were given, or it is a theme with codes in use.
        AccessRefused: the member is no researcher.
    """
    if len(into) < 2:
        raise BadInput(_("Splitting makes at least two codes: give two labels."))
    made: list[str] = []

    def split(book: Codebook) -> Codebook:
        old = book.code(code)
        place = [one.key for one in book.codes if one.parent == old.parent].index(code)
        for step, label in enumerate(into, start=1):
            made.append(new_key(book, label=label, theme=old.parent))
            new = replace(
                old, key=made[-1], label=fresh(book, made[-1], label, old.parent).label, short=Text(), chord=""
            )
            book = _placed(book, replace(new, provisional=False), place + step)
        return _retired(book, code, split=tuple(made))

    _edit(study, N_("Split code"), split)
    return tuple(made)


def _retired(book: Codebook, key: str, *, into: str | None = None, split: tuple[str, ...] = ()) -> Codebook:
    code = book.code(key)
    return _placed(book, replace(code, status=CodeStatus.VERVALLEN, replaced_by=into, split_into=split))


def revive_code(study: Writing, *, code: str) -> None:
    """Bring a retired code back into use with the next version, or take back that it would be retired.

    Raises:
        UnknownName: there is no such code.
        AccessRefused: the member is no researcher.
    """

    def revived(book: Codebook) -> Codebook:
        old = book.code(code)
        chord = "" if chord_holder(book, code, old.chord) else old.chord
        back = replace(old, status=CodeStatus.ACTIEF, replaced_by=None, split_into=(), chord=chord)
        return _placed(book, back)

    _edit(study, N_("Bring code back"), revived)


def delete_code(study: Writing, *, code: str) -> None:
    """Let a code go that was never used; a provisional one and one that is only in the concept go at once.

    Raises:
        UnknownName: there is no such code.
        BadInput: it was used, has codes under it, or another names it.
        AccessRefused: the member is no researcher.
    """

    def without(book: Codebook) -> Codebook:
        check_unused(study, book.code(code).key)
        if book.children(code):
            raise BadInput(_("“{key}” has codes under it. Move or delete those first.", key=code))
        naming = next((one.key for one in book.codes if code in one.successors), None)
        if naming is not None:
            raise BadInput(_("“{key}” takes the place of “{other}”.", key=code, other=naming))
        groups = (tuple(key for key in group if key != code) for group in book.exclusive_groups)
        kept = tuple(one for one in book.codes if one.key != code)
        return replace(book, codes=kept, exclusive_groups=tuple(group for group in groups if len(group) > 1))

    _edit(study, N_("Delete code"), without)


def check_unused(study: Writing, code: str) -> None:
    """See that a code may go.

    Raises:
        BadInput: it was used.
    """
    if codebook_versions.is_used(study, code):
        raise BadInput(
            _("“{key}” was used, so it is never deleted.", key=code), remedy=_("Retire it: its moments stay.")
        )


def set_modifier(study: Writing, *, modifier: Modifier) -> None:
    """Change a modifier or let one come. Labels hold at once; values, unit and how many may be said wait.

    Raises:
        BadInput: a key cannot be used, or a value stands twice.
        AccessRefused: the member is no researcher.
    """
    keys = [value.key for value in modifier.values]
    if len(set(keys)) < len(keys) or not all(keys) or not modifier.key:
        raise BadInput(_("Each value of “{key}” needs a key of its own.", key=modifier.key))
    if not (modifier.label.nl or modifier.label.en):
        raise BadInput(_("A modifier needs a label."))

    def with_it(book: Codebook) -> Codebook:
        if all(one.key != modifier.key for one in book.modifiers):
            return replace(book, modifiers=(*book.modifiers, modifier))
        return replace(book, modifiers=tuple(modifier if one.key == modifier.key else one for one in book.modifiers))

    _edit(study, N_("Change modifier"), with_it)


def remove_modifier(study: Writing, *, modifier: str) -> None:
    """Let a modifier go with the next version, also from the codes that ask it; what moments say of it stays.

    Raises:
        AccessRefused: the member is no researcher.
    """

    def without(book: Codebook) -> Codebook:
        codes = tuple(replace(c, modifiers=tuple(m for m in c.modifiers if m != modifier)) for c in book.codes)
        return replace(book, codes=codes, modifiers=tuple(m for m in book.modifiers if m.key != modifier))

    _edit(study, N_("Remove modifier"), without)


def set_exclusive_groups(study: Writing, *, groups: Sequence[Sequence[str]]) -> None:
    """Say which codes cannot stand at one place together, from the next version on.

    Raises:
        UnknownName: there is no such code.
        BadInput: a group has fewer than two codes.
        AccessRefused: the member is no researcher.
    """

    def grouped(book: Codebook) -> Codebook:
        wanted = tuple(tuple(dict.fromkeys(book.code(key).key for key in group)) for group in groups)
        if any(len(group) < 2 for group in wanted):
            raise BadInput(_("An exclusive group needs at least two codes."))
        return replace(book, exclusive_groups=wanted)

    _edit(study, N_("Change exclusive groups"), grouped)


def discard_concept(study: Writing, *, kind: str | None = None, key: str = "") -> None:
    """Forget the concept, or what it says of one code or modifier; provisional codes stay.

    Args:
        study: where.
        kind: `code`, `modifier` or `group`; None for everything.
        key: of the code or modifier.

    Raises:
        AccessRefused: the member is no researcher.
    """
    require_researcher(study)
    with study.step(N_("Discard the concept"), scope=SCOPE):
        there = concept_rows.rows(study)
        concept_rows.keep(study, [row for row in there if kind and (row.kind != kind or (key and row.key != key))])


def require_researcher(study: Writing) -> None:
    """See that the acting member may change the codebook.

    Raises:
        AccessRefused: they may not.
    """
    if study.acting.role is not Role.ONDERZOEK:
        raise AccessRefused(_("Only researchers change the codebook."), operation="codeboek", subjects=())


def _edit(study: Writing, label: str, change: Callable[[Codebook], Codebook], *, burst: Burst | None = None) -> None:
    """What every change does: the codebook as it will be is made anew, and what differs is kept where it belongs."""
    require_researcher(study)
    with study.step(label, scope=SCOPE, burst=burst):
        stands = codebooks.codebook(study)
        keep_target(study, stands, change(planned(stands, concept_rows.rows(study))))


def keep_target(study: Writing, stands: Codebook, target: Codebook) -> None:
    """Write how the codebook will be, within a step: what never makes a version at once, the rest to the concept.

    Raises:
        BadInput: it makes no sense.
        BadFile: it does not hold together.
    """
    check_planned(target)
    soon = now_already(stands, target)
    check_new_chords(stands, soon)
    codebooks.apply(study, stands, soon)
    concept_rows.keep(study, rows_for(soon, target))
