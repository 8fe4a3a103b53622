"""Recall Studio: video-stimulated recall, from a recorded conversation to coded data.

The packages, from the ground up; each knows only those above it in this list:

- domain/ — what things are. Frozen dataclasses, pure functions, the words. The standard library alone; recall/ holds
  recall interviews (nagesprekken), as do the packages of that name in store/, analysis/, edits/ and ui/.
- store/ — how they are kept. The only place with SQL: schema, journal, gate, audit, files, safety.
- media/ — files looked at without a player (PyAV): probe, frame index, fingerprint, joining.
- player/ — sound and picture: the engine protocol, libVLC, Qt Multimedia and fake engines, the player that joins them.
- analysis/ — what the data say: one frame, and pure functions on it.
- edits/ — what a user can do. Each change is one function and one step.
- exchange/ — what enters and leaves: exports, imports, packed studies, the demo; its formats/ hold one file each.
- ui/ — what is seen: the window; commands/ are data, library/ and coding/ workspaces (coding/timeline/ the lanes),
  live/ watching along, finding_back/ moments of all conversations, conversation_page/ one of them on one page, memos/,
  together/ the work of several coders, project/ what is arranged around it (project/rounds/ who codes,
  project/codebook/ its editor), adding/ and start/ pages, recall/ the workspace Nagesprek: preparing/ an interview,
  leading/ it in two windows, afterwork/ on its record, perspectives/ on a moment, impressions/ and quality/.
- cli/ — the command line. `__main__` chooses the language and starts it.
"""

__version__ = "0.1.0"
