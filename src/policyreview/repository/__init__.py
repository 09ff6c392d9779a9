"""Everything that touches git: processes, objects, history, refs, commits."""
