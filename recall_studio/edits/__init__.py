"""What a user can do: each change one keyword-only function and one step. No Qt, no SQL. There is no second way.

Window, command line and importers call these through `Study.perform()` or `Study.submit()`.
"""
