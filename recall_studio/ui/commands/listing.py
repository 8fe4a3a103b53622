"""All commands of the window, in the order of menu and palette."""

from __future__ import annotations

from recall_studio.ui.commands.codebook import CODEBOOK
from recall_studio.ui.commands.coding import CODING
from recall_studio.ui.commands.finding_back import FINDING
from recall_studio.ui.commands.keying import KEYING
from recall_studio.ui.commands.leading import LEADING_COMMANDS
from recall_studio.ui.commands.library import LIBRARY
from recall_studio.ui.commands.live import LIVE
from recall_studio.ui.commands.memos import MEMOS
from recall_studio.ui.commands.moments import MOMENTS
from recall_studio.ui.commands.paging import PAGING
from recall_studio.ui.commands.paneling import PANELING
from recall_studio.ui.commands.playing import PLAYING
from recall_studio.ui.commands.recall import RECALL
from recall_studio.ui.commands.rounds import ROUNDS
from recall_studio.ui.commands.shuttling import SHUTTLING
from recall_studio.ui.commands.studying import STUDYING
from recall_studio.ui.commands.timeline import TIMELINE
from recall_studio.ui.commands.together import TOGETHER
from recall_studio.ui.commands.viewing import VIEWING

COMMANDS = (
    *PLAYING,
    *SHUTTLING,
    *CODING,
    *CODEBOOK,
    *MOMENTS,
    *MEMOS,
    *TIMELINE,
    *LIBRARY,
    *PAGING,
    *LIVE,
    *FINDING,
    *RECALL,
    *VIEWING,
    *PANELING,
    *KEYING,
    *ROUNDS,
    *TOGETHER,
    *LEADING_COMMANDS,
    *STUDYING,
)
