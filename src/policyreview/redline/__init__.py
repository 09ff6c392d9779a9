"""The comparison of two revisions of a text."""
