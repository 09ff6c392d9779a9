"""The signed tag of an approved version."""
