"""Read, compare, sign and verify the policies that a git repository holds."""

__version__ = "0.1.0"
