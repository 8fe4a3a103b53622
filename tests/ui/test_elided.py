"""Words that do not fit end in an ellipsis, and are still said to who cannot see them."""

from pytestqt.qtbot import QtBot

from recall_studio.ui.elided import ElidedLabel


def test_words_are_whole_where_there_is_room_and_shortened_where_not(qtbot: QtBot) -> None:
    label = ElidedLabel(least=4)
    qtbot.addWidget(label)
    label.say("kept until 25 November 2028")
    label.resize(label.sizeHint())
    label.show()
    assert (label.text(), label.toolTip()) == ("kept until 25 November 2028", "")
    label.resize(label.minimumSizeHint())
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert label.toolTip() == label.accessibleName() == "kept until 25 November 2028"
    assert 0 < label.minimumSizeHint().width() < label.sizeHint().width() // 2
