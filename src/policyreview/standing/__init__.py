"""The one place that computes where a policy stands on a day."""
