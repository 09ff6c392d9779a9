"""The command line: asks the rooms below and prints what they answer; it decides nothing itself."""
