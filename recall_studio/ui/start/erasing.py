"""Destroying a study that was just left, from the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recall_studio.domain.words import _, in_words
from recall_studio.edits.erasing import erase_study
from recall_studio.store.opening import Opening
from recall_studio.ui.session import Said

if TYPE_CHECKING:
    from recall_studio.store.study import Study
    from recall_studio.ui.start.welcome import WelcomePage


def erase_after_leaving(study: Study, page: WelcomePage) -> None:
    """Destroy a study that is closed already, on a worker, and say on the start page how it went.

    Args:
        study: closed.
        page: the start page that is shown now.
    """
    path, how = study.folder.root, Opening(key=study.key, acting_as=study.acting.code)

    def done(stays: tuple[str, ...]) -> None:
        said = _("The study was erased, with all its backups.")
        if stays:
            said += " " + _("What was put beside it stays: {files}.", files=in_words(list(stays)))
        page.forget(str(path))
        page.notices.tell(Said(said))

    page.work.run(_("Erasing the study …"), lambda _progress: erase_study(path, how=how), done)
