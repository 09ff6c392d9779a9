"""Text made safe for a terminal, measured in cells and broken into lines."""
