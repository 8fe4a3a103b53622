"""What tests do to moments and ask of them, at a desk."""

from recall_studio.edits.tagging import tag_moment
from recall_studio.store import journal
from tests.ui.desk_rig import Rig


def makes(rig: Rig, code: str, start_ms: int, end_ms: int | None = None, note: str | None = None) -> str:
    """A moment of one's own at a place where the demo has none of this code; gives its id."""
    made: list[str] = []
    rig.session.do(
        tag_moment,
        done=lambda tagged: made.append(tagged.id),
        recording="G-001",
        coder=rig.session.member.code,
        code=code,
        start_ms=start_ms,
        end_ms=end_ms,
        note=note,
    )
    rig.waits(lambda: bool(made) and rig.coding.view(made[0]) is not None)
    return made[0]


def place_of(rig: Rig, moment: str) -> tuple[int, int | None]:
    view = rig.coding.view(moment)
    assert view is not None
    return view.start_ms, view.end_ms


def steps(rig: Rig) -> list[str]:
    return [step.label for step in journal.history(rig.study, as_seen_by=rig.study.acting)]
