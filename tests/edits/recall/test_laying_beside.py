"""What was played is laid on the clock of the session: late, twice, slower, and with silence between."""

import numpy as np
import pytest

from recall_studio.domain.recall.interview import Shown
from recall_studio.edits.recall.laying_beside import laid_on_session

LOUD = np.arange(1, 11) / 10
"""Ten values of 20 ms each, every one of its own."""


@pytest.mark.parametrize(
    ("shown", "laid"),
    [
        ([Shown(0, 60, 0)], [0.1, 0.2, 0.3, 0]),
        ([Shown(0, 40, 40)], [0, 0, 0.1, 0.2, 0]),
        ([Shown(0, 40, 0), Shown(100, 140, 60)], [0.1, 0.2, 0, 0.6, 0.7, 0]),
        ([Shown(0, 40, 0), Shown(0, 40, 40)], [0.1, 0.2, 0.1, 0.2, 0]),
        ([Shown(0, 40, 0, rate_percent=50)], [0.1, 0.1, 0.2, 0.2, 0]),
        ([Shown(160, 240, 0)], [0.9, 1.0, 0, 0, 0]),
        ([], [0]),
    ],
)
def test_it_lies_where_it_was_played(shown: list[Shown], laid: list[float]) -> None:
    assert laid_on_session(LOUD, shown, 20).tolist() == pytest.approx(laid)
