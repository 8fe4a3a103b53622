"""The workspace Nagesprek: interviews prepared, led, worked on afterwards, and what each of three saw, side by side."""
