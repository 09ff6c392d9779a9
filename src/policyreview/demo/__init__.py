"""A library to try the program on, made from the sample policies."""
