"""What things are: frozen dataclasses, pure functions and the words. The standard library alone."""
