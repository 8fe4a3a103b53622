"""The page on a conversation in the window: looked at, printed, kept as a file."""
