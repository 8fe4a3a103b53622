"""The workspace Project: what is arranged around the coding."""
