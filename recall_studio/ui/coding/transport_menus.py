"""The menus of the transport bar: how fast, and which engine plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from recall_studio.domain.words import _, decimal
from recall_studio.player.choosing import AUTO, ENGINES
from recall_studio.player.engine import RATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from recall_studio.ui.desk import Desk


class ChoiceMenu(QMenu):
    """One of several can be chosen; which one holds is asked when the menu opens.

    Args:
        choices: words by key.
        chosen: gives the key that holds now.
        choose: is told the key that is chosen.
        why_not: gives why a key cannot be chosen, or nothing.
    """

    def __init__(
        self,
        parent: QWidget,
        choices: dict[str, str],
        *,
        chosen: Callable[[], str],
        choose: Callable[[str], None],
        why_not: Callable[[str], str] = lambda _key: "",
    ) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._chosen, self._why_not = chosen, why_not
        self.by_key: dict[str, QAction] = {}
        group = QActionGroup(self)
        for key, words in choices.items():
            action = self.by_key[key] = self.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(lambda _on, key=key: choose(key))
            group.addAction(action)
        self.aboutToShow.connect(self._look)

    def _look(self) -> None:
        for key, action in self.by_key.items():
            why_not = self._why_not(key)
            action.setEnabled(not why_not)
            action.setToolTip(why_not)
            action.setChecked(key == self._chosen())


def speed_menu(parent: QWidget, desk: Desk) -> ChoiceMenu:
    """The speeds that are offered."""
    return ChoiceMenu(
        parent,
        {str(rate): f"{rate_words(rate)}×" for rate in RATES},
        chosen=lambda: str(desk.playing.player.rate),
        choose=lambda key: desk.playing.set_rate(float(key)),
    )


def engine_menu(parent: QWidget, desk: Desk) -> ChoiceMenu:
    """The engines; one that cannot be used says why."""
    why_not = {engine.key: engine.why_not for engine in ENGINES}
    return ChoiceMenu(
        parent,
        {AUTO: _("Automatic"), **{engine.key: _(engine.name) for engine in ENGINES}},
        chosen=lambda: desk.preferences.settings.engine,
        choose=lambda key: desk.preferences.change(engine=key),
        why_not=lambda key: why_not[key]() if key in why_not else "",
    )


def rate_words(rate: float) -> str:
    """A speed as the language writes it: 1,0 or 1,25."""
    return decimal(rate, 1 if round(rate * 10) == rate * 10 else 2)


def engine_name(key: str) -> str:
    """What people call an engine."""
    return next((_(engine.name) for engine in ENGINES if engine.key == key), "")
