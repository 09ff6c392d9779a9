"""The one table of commands: bindings, footer, palette, help and the documentation read it."""

from policyreview.tui.commands.command import Command, Place
from policyreview.tui.commands.table import COMMANDS, at, command, key_list

__all__ = ["COMMANDS", "Command", "Place", "at", "command", "key_list"]
