"""The visible span of the timeline: what is drawn where comes back as what was meant, and zooming never leaves."""

from hypothesis import given
from hypothesis import strategies as st

from recall_studio.ui.coding.timeline.span import SHORTEST_MS, Span

totals = st.integers(1, 8 * 3_600_000)
shares = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    total = draw(totals)
    whole = Span(total, draw(st.integers(50, 4000))).whole()
    return whole.zoomed(draw(st.floats(1, 5000)), draw(shares) * total)


@given(spans(), shares)
def test_a_place_and_its_time_belong_together(span: Span, share: float) -> None:
    ms = round(span.start_ms + share * span.length_ms)
    assert abs(span.ms(span.x(min(ms, span.total_ms))) - min(ms, span.total_ms)) <= 1


@given(spans(), st.floats(0.01, 100), shares, st.floats(-1e7, 1e7))
def test_the_span_stays_inside_the_recording(span: Span, factor: float, share: float, by_ms: float) -> None:
    for changed in (span.zoomed(factor, span.start_ms + share * span.length_ms), span.panned(by_ms), span.whole()):
        assert changed.start_ms >= 0
        assert changed.end_ms <= max(span.total_ms, 1) + 1e-6
        assert changed.length_ms >= min(SHORTEST_MS, span.total_ms) - 1e-6


@given(spans(), shares)
def test_zooming_keeps_what_is_under_the_cursor(span: Span, share: float) -> None:
    at_ms = span.start_ms + share * span.length_ms
    closer = span.zoomed(1.5, at_ms)
    if closer.start_ms > 0 and closer.end_ms < span.total_ms:
        assert abs(closer.x(at_ms) - span.x(at_ms)) < 0.01


@given(spans(), shares)
def test_following_shows_the_playhead_and_else_changes_nothing(span: Span, share: float) -> None:
    ms = int(share * (span.total_ms - 1))
    followed = span.following(ms)
    assert followed.shows(ms)
    assert followed == span or not span.shows(ms)


def test_ticks_are_round_and_far_enough_apart() -> None:
    hour = Span(3_600_000, 1200).whole()
    assert hour.tick_ms(100) == 300_000
    assert hour.zoomed(10_000, 0).tick_ms(100) == 40


def test_a_stretch_is_shown_with_room() -> None:
    span = Span(60_000, 600).whole().around(10_000, 20_000)
    assert span.start_ms < 10_000
    assert span.end_ms > 20_000
    assert span.length_ms < 15_000
