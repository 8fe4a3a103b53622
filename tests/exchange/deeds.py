"""What two coders do in their studies, in the words that these tests use."""

from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.edits.coding import declare_range
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import write_memo
from recall_studio.edits.tagging import change_moment
from recall_studio.store.writing import Writing
from tests.exchange.laptops import Laptop
from tests.store.studies import tag, with_step


def codes_much(b: Laptop) -> list[str]:
    """B codes one of everything."""
    with b.open() as study:
        made = [tag(study, start_ms=1_000, note="een noot"), tag(study, "taal_begrip", 2_000, 9_000)]
        study.perform(mark_discuss, recording="G-01", at_ms=1_000, moment=AnnotationId(made[0]))
        study.perform(declare_range, recording="G-01", coder="B", start_ms=0, end_ms=60_000, codes=["taal"])
        for about in (About(Subject.MOMENT, made[1]), About(Subject.STUDY, study.facts().id)):
            study.perform(write_memo, about=about, kind=MemoKind.THEORIE, text="een gedachte")
    return made


def changed(laptop: Laptop, moment: str, note: str | None) -> None:
    laptop.does(change_moment, moment=moment, note=note)


def notes(laptop: Laptop) -> dict[str, str | None]:
    return {row["id"]: row["note"] for row in laptop.holds()["annotation"]}


def invents(laptop: Laptop, key: str) -> None:
    """Add a code of one's own under the theme of work."""
    with laptop.open() as study:
        with_step(study, lambda writing: _copy_code(writing, key))


def _copy_code(study: Writing, key: str) -> None:
    row = study.rows("SELECT * FROM code WHERE key = 'werk_plan'")[0]
    study.insert("code", {**row, "id": f"eigen-{key}", "key": key, "label_nl": "Eigen", "chord": "", "position": 99})
