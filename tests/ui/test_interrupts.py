"""Ctrl+C in the terminal that started the window."""

import signal

from pytestqt.qtbot import QtBot

from recall_studio.ui.interrupts import Interrupts


def test_the_first_one_is_told_and_a_second_one_would_end_the_program(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    interrupts = Interrupts()
    told: list[bool] = []
    interrupts.asked.connect(lambda: told.append(True))
    signal.raise_signal(signal.SIGINT)
    assert told == []  # in whatever was going on nothing is broken off
    qtbot.waitUntil(lambda: told == [True])
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    interrupts.end()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert signal.set_wakeup_fd(-1) == -1


def test_what_nohup_left_out_stays_left_out(qtbot: QtBot) -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    interrupts = Interrupts()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    interrupts.end()
    signal.signal(signal.SIGTERM, before)
