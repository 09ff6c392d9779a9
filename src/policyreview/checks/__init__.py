"""A linter for policies: what a check noticed in a text or between two."""
