"""Bringing the work of several coders together: preparing a study, sharing, fetching."""
