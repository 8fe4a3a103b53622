"""Adding a recording: one page with file, conversation, persons and their consent."""
