"""The section Codebook of the workspace Project: its editor, its versions, and the moments to look at again."""
