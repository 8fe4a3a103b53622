"""The perspective card: what happened, what client and caseworker say of it, and how researchers coded it."""
