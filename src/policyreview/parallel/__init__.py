"""Two languages of one policy, aligned bead by bead."""
