"""The sound of an interview that another recorder made: brought in, and lined up with what was played, by ear."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel

from recall_studio.domain.errors import RecallError
from recall_studio.domain.recall.kinds import SoundState
from recall_studio.domain.words import _
from recall_studio.edits.recall.importing_sound import check_sound, import_sound, line_up, look_at_sound
from recall_studio.edits.recall.laying_beside import sounds_beside
from recall_studio.edits.recall.proposing_offset import propose_offset
from recall_studio.ui.buttons import word_button
from recall_studio.ui.finding_back.play_all import PlayAll, Stretch
from recall_studio.ui.lasting import while_there
from recall_studio.ui.library.dates import length_in_words
from recall_studio.ui.picking import pick_files
from recall_studio.ui.recall.afterwork.offset_field import OffsetField
from recall_studio.ui.recall.afterwork.two_sounds import TwoSounds
from recall_studio.ui.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from recall_studio.domain.recall.interview import Interview
    from recall_studio.edits.recall.importing_sound import GivenSound, Imported
    from recall_studio.edits.recall.laying_beside import Beside
    from recall_studio.media.matching import Match
    from recall_studio.ui.desk import Desk

WIDTH, WIDE = 620, 960
PATTERNS = "*.wav *.mp3 *.m4a *.flac *.ogg *.opus *.aac *.mp4 *.mov *.mkv *.WAV *.MP3 *.M4A"


def bring_sound(desk: Desk, interview: Interview) -> None:
    """Bring in the sound of an interview, or line up what is there."""
    if interview.sound is not SoundState.GEEN:
        desk.window.open_sheet(LiningUpSheet(desk, interview))
        return
    look = partial(_look_at, desk, interview)
    pick_files(desk.window.whole, _("Which sound file?"), f"{_('Sound')} ({PATTERNS})", look)


def _look_at(desk: Desk, interview: Interview, chosen: tuple[Path, ...]) -> None:
    """Look at the file, then ask."""
    if chosen:
        desk.tasks.run(
            _("Looking at the file"),
            lambda progress: look_at_sound(chosen[0], progress=progress),
            done=while_there(desk.session, lambda given: desk.window.open_sheet(BringingSheet(desk, interview, given))),
        )


class BringingSheet(Sheet):
    """A file that was looked at: what does not fit, where it seems to begin, and the way in.

    Args:
        desk: the window's things.
        interview: whose sound it is to be.
        given: the file.
    """

    def __init__(self, desk: Desk, interview: Interview, given: GivenSound) -> None:
        super().__init__(width=WIDTH)
        self._desk, self._interview, self._given = desk, interview, given
        title = QLabel(_("Bring in the sound of this interview"))
        title.setProperty("kind", "title")
        length = length_in_words(given.file.facts.duration_ms)
        about = QLabel(f"{given.file.path.name} · {length}", wordWrap=True)
        about.setProperty("kind", "muted")
        self.proposal = QLabel(_("It is compared with what was played, to see where it begins…"), wordWrap=True)
        self.proposal.setProperty("kind", "muted")
        self.offset = OffsetField(_("It begins at this time of the interview"))
        self.notices = QLabel(wordWrap=True)
        self.notices.setProperty("kind", "warning")
        self.anyway = QCheckBox(_("It is the right file all the same"))
        self.take = word_button(_("Bring it in"), self.bring, kind="main")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(word_button(_("Cancel"), self.shut))
        foot.addWidget(self.take)
        for part in (title, about, self.offset, self.proposal, self.notices, self.anyway):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.offset.chosen.connect(lambda _ms: self._check())
        self.anyway.toggled.connect(self._allow)
        self._check()
        self._propose()

    def bring(self) -> None:
        """Copy it into the study."""
        desk, interview, given, offset = self._desk, self._interview, self._given, self.offset.ms
        self.take.setEnabled(False)
        desk.tasks.run(
            _("Bringing in the sound"),
            lambda progress: import_sound(
                desk.session.study,
                session=interview.id,
                given=given,
                sound_offset_ms=offset,
                anyway=self.anyway.isChecked(),
                progress=progress,
            ),
            done=while_there(self, self._brought),
            refused=while_there(self, self._refuse),
        )

    def _brought(self, made: Imported) -> None:
        said = " ".join((_("“{name}” is there now.", name=made.recording), *made.notices))
        self._desk.session.say(said, "warning" if made.notices else "info")
        self.shut()

    def _propose(self) -> None:
        study, interview, given = self._desk.session.study, self._interview, self._given
        self._desk.tasks.run(
            _("Comparing the sound"),
            lambda progress: propose_offset(study, session=interview.id, given=given, progress=progress),
            done=while_there(self, self._take_proposal),
            refused=while_there(self, lambda error: self.proposal.setText(error.message)),
            quiet=True,
        )

    def _take_proposal(self, match: Match | None) -> None:
        if match is None:
            self.proposal.setText(_("Too little was played to compare with. Line it up by ear afterwards."))
            return
        sure = _("It fits well with what was played.")
        guess = _("This is a guess: line it up by ear afterwards.")
        self.proposal.setText(sure if match.is_sure else guess)
        self.offset.show_ms(match.offset_ms)
        self._check()

    def _check(self) -> None:
        """Say what does not fit with this begin."""
        session = self._desk.session
        try:
            found = check_sound(
                session.study, session=self._interview.id, given=self._given, sound_offset_ms=self.offset.ms
            )
        except RecallError as error:
            self._refuse(error)
            return
        said = " ".join(found)
        if said != self.notices.text():  # what was confirmed was something else
            self.anyway.setChecked(False)
        self.notices.setText(said)
        self.notices.setVisible(bool(found))
        self.anyway.setVisible(bool(found))
        self._allow()
        self.fit()

    def _allow(self, _on: bool = False) -> None:
        """What does not fit comes in only when the user says that it is meant."""
        self.take.setEnabled(self.anyway.isHidden() or self.anyway.isChecked())

    def _refuse(self, error: RecallError) -> None:
        self.notices.setText(" ".join(filter(None, (error.message, error.remedy))))
        self.notices.show()
        self.anyway.hide()
        self.take.setEnabled(False)
        self.fit()


class LiningUpSheet(Sheet):
    """Both sounds above each other, the interview's moved until they fit; each can be heard at the chosen place.

    Args:
        desk: the window's things.
        interview: whose sound is lined up.
    """

    def __init__(self, desk: Desk, interview: Interview) -> None:
        super().__init__(width=WIDE)
        self._desk, self._interview = desk, interview
        self._playing = PlayAll(desk.session, desk.playing, desk.preferences, self)
        title = QLabel(_("Line up the sound of this interview"))
        title.setProperty("kind", "title")
        self.said = QLabel(_("Both sounds are being read…"), wordWrap=True)
        self.said.setProperty("kind", "muted")
        self.sounds = TwoSounds(desk.tokens)
        self.offset = OffsetField(_("It begins at this time of the interview"))
        self.offset.show_ms(interview.sound_offset_ms)
        self.sounds.offset_ms = interview.sound_offset_ms
        self.hear_original = word_button(_("Hear what was played"), self._hear_original)
        self.hear_own = word_button(_("Hear the interview"), self._hear_own)
        self.keep = word_button(_("Keep"), self.line_up, kind="main")
        self._beside: Beside | None = None
        self._lay_out(title)
        self.sounds.moved.connect(self.offset.show_ms)
        self.offset.chosen.connect(self.sounds.move_to)
        self._read()

    def line_up(self) -> None:
        """Keep where it begins."""
        self._playing.stop()
        self._desk.session.do(
            line_up,
            done=while_there(self, lambda _made: self.shut()),
            refused=while_there(self, lambda error: self.said.setText(error.message)),
            session=self._interview.id,
            sound_offset_ms=self.offset.ms,
        )

    def _read(self) -> None:
        study, session = self._desk.session.study, self._interview.id
        self._desk.tasks.run(
            _("Reading the sound"),
            lambda progress: sounds_beside(study, session=session, progress=progress),
            done=while_there(self, self._show),
            refused=while_there(self, lambda error: self.said.setText(error.message)),
            quiet=True,
        )

    def _show(self, beside: Beside) -> None:
        self._beside = beside
        self.sounds.show_sounds(beside, self.offset.ms)
        self.said.setText(
            _("Drag the lower sound, or move it with ← and →. Click a place and hear both: they should tell the same.")
        )

    def _hear_original(self) -> None:
        """What was played at the chosen instant of the session."""
        place = self._played_at(self.sounds.at_ms)
        if place is None:
            self.said.setText(_("Nothing was played at this moment."))
        else:
            self._playing.begin((Stretch(self._interview.recording, place),))

    def _hear_own(self) -> None:
        name, at_ms = self._interview.sound_recording, self.sounds.at_ms - self.offset.ms
        if name is not None and at_ms >= 0:
            self._playing.begin((Stretch(name, at_ms),))

    def _played_at(self, session_ms: int) -> int | None:
        from recall_studio.store.recall import records

        session = self._desk.session
        for one in records.record(session.study, self._interview.id, session.member).shown:
            into = (session_ms - one.session_ms) * one.rate_percent // 100
            if 0 <= into < one.end_ms - one.start_ms:
                return one.start_ms + into
        return None

    def _lay_out(self, title: QLabel) -> None:
        foot = QHBoxLayout()
        for button in (self.hear_original, self.hear_own):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(word_button(_("Cancel"), self.shut))
        foot.addWidget(self.keep)
        for part in (title, self.said, self.sounds, self.offset):
            self.body.addWidget(part)
        self.body.addLayout(foot)
