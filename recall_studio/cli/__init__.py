"""The command line: parse, call, print. The same edits that the window uses."""
