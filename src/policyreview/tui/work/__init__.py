"""What screens need that is no screen: a thread to ask from, viewed ticks, the clipboard."""
