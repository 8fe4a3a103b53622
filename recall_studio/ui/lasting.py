"""Answers that come when who asked may be gone: a window that is built anew leaves nobody to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

P = ParamSpec("P")


def while_there(asker: QObject, run: Callable[P, object]) -> Callable[P, None]:
    """`run`, as long as `asker` is not deleted; after that, nothing."""

    def tell(*given: P.args, **named: P.kwargs) -> None:
        if isValid(asker):
            run(*given, **named)

    return tell
