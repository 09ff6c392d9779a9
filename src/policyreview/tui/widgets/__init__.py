"""The widgets that screens are put together from, each drawn line by line."""
