"""The table of commands itself, in the order in which help and documentation list them."""

from __future__ import annotations

from policyreview.tui.commands.command import EVERYWHERE, Command, Place

_LISTS = frozenset(Place) - {Place.QUESTION}
_LIBRARY = frozenset({Place.LIBRARY})
_REVIEW = frozenset({Place.REVIEW})
_HISTORY = frozenset({Place.HISTORY})
_SIGNOFF = frozenset({Place.SIGNOFF})

COMMANDS: tuple[Command, ...] = (
    # -- moving ---------------------------------------------------------------------------
    Command(
        "move.down", ("j", "down"), "down", "Move down one line",
        "Moves down one line, or to the next entry of a list.", _LISTS,
    ),
    Command(
        "move.up", ("k", "up"), "up", "Move up one line",
        "Moves up one line, or to the previous entry of a list.", _LISTS,
    ),
    Command(
        "move.half-down", ("ctrl+d",), "half a page", "Move down half a page",
        "Moves down half a page.", _LISTS,
    ),
    Command(
        "move.half-up", ("ctrl+u",), "half a page", "Move up half a page",
        "Moves up half a page.", _LISTS,
    ),
    Command(
        "move.page-down", ("pagedown", "ctrl+f"), "page", "Move down one page",
        "Moves down one page.", _LISTS,
    ),
    Command(
        "move.page-up", ("pageup", "ctrl+b"), "page", "Move up one page",
        "Moves up one page.", _LISTS,
    ),
    Command(
        "move.top", ("g", "home"), "top", "Go to the beginning",
        "Goes to the beginning.", _LISTS,
    ),
    Command(
        "move.end", ("G", "end"), "end", "Go to the end",
        "Goes to the end.", _LISTS,
    ),
    Command(
        "move.right", ("right",), "right", "Scroll to the right",
        "Scrolls unwrapped text to the right.", _REVIEW,
    ),
    Command(
        "move.left", ("left",), "left", "Scroll to the left",
        "Scrolls unwrapped text back to the left.", _REVIEW,
    ),
    Command(
        "move.pane", ("tab", "shift+tab"), "pane", "Go to the other pane",
        "Moves the focus to the other pane.", frozenset({Place.LIBRARY, Place.REVIEW}), 80, "tab",
    ),
    # -- library --------------------------------------------------------------------------
    Command(
        "library.open", ("enter",), "review", "Review the policy",
        "Opens the review of the policy under the cursor.", _LIBRARY, 1,
    ),
    Command(
        "library.filter", ("slash",), "filter", "Filter the list",
        "Shows only policies whose title, id, file, status or language holds what you type.",
        _LIBRARY, 4,
    ),
    Command(
        "library.sort", ("s",), "sort", "Sort the list another way",
        "Sorts by what waits for you, by name, by status, by effective date or by last change.",
        _LIBRARY, 5,
    ),
    Command(
        "library.release", ("r",), "release", "Release the approved version",
        "Makes the signed tag of a version that has its quorum, after asking.", _LIBRARY, 6,
    ),
    Command(
        "library.reload", ("R",), "reload", "Read the repository again",
        "Reads the repository again, for what changed since it was opened.", _LIBRARY,
    ),
    # -- review ---------------------------------------------------------------------------
    Command(
        "mode.read", ("1",), "mode", "Read the text",
        "Shows the newer revision alone.", _REVIEW, 1, "1-5",
    ),
    Command(
        "mode.columns", ("2",), "columns", "Compare two revisions in two columns",
        "Shows the older revision on the left and the newer on the right, paragraph by paragraph.",
        _REVIEW,
    ),
    Command(
        "mode.redline", ("3",), "redline", "Compare two revisions in one column",
        "Shows one text with what was deleted struck, inserted underlined, and moved marked.",
        _REVIEW,
    ),
    Command(
        "mode.parallel", ("4",), "languages", "Put two languages side by side",
        "Shows two languages of the newer revision beside each other.", _REVIEW,
    ),
    Command(
        "mode.both", ("5",), "both", "Put the redlines of two languages side by side",
        "Shows each language's redline beside the other's.", _REVIEW,
    ),
    Command(
        "change.next", ("right_square_bracket",), "change", "Go to the next change",
        "Goes to the next change; in mode 4, to the next paragraph without a partner.",
        _REVIEW, 3, "[ ]",
    ),
    Command(
        "change.previous", ("left_square_bracket",), "change", "Go to the previous change",
        "Goes to the previous change.", _REVIEW, 0, "[",
    ),
    Command(
        "clause.next", ("right_curly_bracket",), "clause", "Go to the next clause",
        "Goes to the next clause.", _REVIEW, 4, "{ }",
    ),
    Command(
        "clause.previous", ("left_curly_bracket",), "clause", "Go to the previous clause",
        "Goes to the previous clause.", _REVIEW, 0, "{",
    ),
    Command(
        "review.viewed", ("space",), "viewed", "Tick the clause as viewed",
        "Ticks the clause as viewed; the tick is kept, and falls when the clause changes.",
        _REVIEW, 2,
    ),
    Command(
        "review.comment", ("c",), "comment", "Comment on the clause",
        "Writes a comment on the clause; it is kept, and your next sign-off carries it.",
        _REVIEW, 5,
    ),
    Command(
        "finding.next", ("full_stop",), "finding", "Go to the next finding",
        "Goes to the next row that a check noticed something about.", _REVIEW, 6, ", .",
    ),
    Command(
        "finding.previous", ("comma",), "finding", "Go to the previous finding",
        "Goes to the previous row that a check noticed something about.", _REVIEW, 0, ",",
    ),
    Command(
        "review.go", ("enter",), "go", "Go to the clause, the other end of a move, or unfold",
        "Goes to the clause under the outline's cursor; on a moved passage, to its other end; "
        "unfolds the stretch that is folded at the row.",
        _REVIEW,
    ),
    Command(
        "review.history", ("h",), "history", "Choose the revisions to compare",
        "Lists the policy's revisions and takes any two of them.", _REVIEW, 6,
    ),
    Command(
        "review.language", ("l",), "language", "Show another language",
        "Shows the policy's next language.", _REVIEW, 7,
    ),
    Command(
        "review.languages", ("i",), "all languages", "Choose the language to show",
        "Lists the policy's languages and shows the one that is taken.", _REVIEW,
    ),
    Command(
        "review.other", ("L",), "beside", "Put another language beside it",
        "Takes the next language for the right column of modes 4 and 5.", _REVIEW,
    ),
    Command(
        "pin.toggle", ("p",), "pin", "Pin the bead, or let it go",
        "In mode 4, holds the blocks that stand beside each other together, whatever changes "
        "around them; on a pinned bead, lets go.", _REVIEW,
    ),
    Command(
        "pin.join", ("J",), "join", "Join the bead with the next one",
        "In mode 4, makes one bead of this one and the next.", _REVIEW,
    ),
    Command(
        "pin.split", ("x",), "split", "Split the bead",
        "In mode 4, says that the two sides of the bead don't belong together.", _REVIEW,
    ),
    Command(
        "pin.undo", ("u",), "undo", "Take the last pin, join or split back",
        "Takes the last pin, join or split back.", _REVIEW,
    ),
    Command(
        "review.search", ("slash",), "search", "Search the text",
        "Finds what you type, in both columns, whatever the case.", _REVIEW, 5,
    ),
    Command(
        "search.next", ("n",), "next match", "Go to the next match",
        "Goes to the next match of the search.", _REVIEW,
    ),
    Command(
        "search.previous", ("N",), "previous match", "Go to the previous match",
        "Goes to the previous match of the search.", _REVIEW,
    ),
    Command(
        "review.fold", ("f",), "fold", "Fold or unfold what did not change",
        "Folds stretches without a change into one line, and unfolds them.", _REVIEW, 8,
    ),
    Command(
        "review.spaces", ("W",), "white space", "Show changes of white space, or leave them aside",
        "Shows all changes of white space by signs, or only those that say something.", _REVIEW,
    ),
    Command(
        "review.whole", ("e",), "whole clauses", "Show changed clauses whole, and fold the others",
        "Shows each clause with a change whole and folds the others, or goes back.",
        _REVIEW,
    ),
    Command(
        "review.apart", ("E",), "apart", "Show changed paragraphs as old and new, or word by word",
        "Shows each changed paragraph as the old one and then the new one, or word by word.",
        _REVIEW,
    ),
    Command(
        "review.wrap", ("w",), "wrap", "Wrap long lines or not",
        "Wraps long lines, or leaves them long to be scrolled sideways.", _REVIEW, 9,
    ),
    Command(
        "review.outline", ("o",), "outline", "Show or hide the outline",
        "Shows or hides the outline, for more room to read.", _REVIEW,
    ),
    Command(
        "review.copy", ("y",), "copy", "Copy the paragraph",
        "Sends the paragraph at the mark to the terminal's clipboard (OSC 52).", _REVIEW,
    ),
    # -- history --------------------------------------------------------------------------
    Command(
        "history.base", ("b", "o"), "as older", "Take this revision as the older one",
        "Takes the revision under the cursor as the older of the two.", _HISTORY, 2, "b",
    ),
    Command(
        "history.tip", ("n",), "as newer", "Take this revision as the newer one",
        "Takes the revision under the cursor as the newer of the two.", _HISTORY, 3,
    ),
    Command(
        "history.compare", ("enter",), "compare", "Compare the two chosen revisions",
        "Compares the two revisions that carry the marks.", _HISTORY, 1,
    ),
    # -- sign-off and verification --------------------------------------------------------
    Command(
        "signoff.open", ("a",), "sign off", "Sign off: approve, reject, comment or withdraw",
        "Opens the sign-off of the policy.", frozenset({Place.LIBRARY, Place.REVIEW}), 2,
    ),
    Command(
        "signoff.sign", ("ctrl+s",), "sign", "Sign",
        "Signs what the screen shows, with the key that it names.", _SIGNOFF, 1,
    ),
    Command(
        "signoff.field", (), "field", "Go to the next field",
        "Goes to the next field, shift+tab to the one before; left and right choose another word "
        "of yours, or another key.", _SIGNOFF, 2, "tab",
    ),
    Command(
        "signoff.toggle", ("space", "enter"), "tick", "Turn the tick over",
        "Turns the tick of the line under the cursor over: a place to be stamped, a finding seen.",
        _SIGNOFF, 3, "space",
    ),
    Command(
        "verify.open", ("v",), "verify", "Verify the policy's versions",
        "Checks every signature and record of the policy and says what holds, in sentences.",
        frozenset({Place.LIBRARY, Place.REVIEW}), 3,
    ),
    Command(
        "charter.open", ("C",), "charter", "Show the charter",
        "Shows who may sign what, with which keys, by which rules, and what is about to change.",
        frozenset({Place.LIBRARY, Place.VERIFY}), 7,
    ),
    Command(
        "charter.sign", ("ctrl+s",), "sign", "Sign for the proposed charter",
        "Shows what the proposed charter changes and, after asking, signs for it as an owner.",
        frozenset({Place.CHARTER}), 1,
    ),
    # -- everywhere -----------------------------------------------------------------------
    Command(
        "app.help", ("question_mark", "f1"), "help", "Show the keys of this screen",
        "Shows the keys of this screen.", EVERYWHERE - {Place.QUESTION, Place.HELP}, 90, "?",
    ),
    Command(
        "app.palette", ("ctrl+p",), "palette", "Find a command by its name",
        "Finds a command by its name.", EVERYWHERE - {Place.QUESTION}, 95,
    ),
    Command(
        "app.theme", ("T",), "colours", "Change the colours",
        "Takes the next set of colours: dark, light, the terminal's own.",
        EVERYWHERE - {Place.QUESTION, Place.SIGNOFF},
    ),
    Command(
        "app.redraw", ("ctrl+l",), "redraw", "Draw the screen afresh",
        "Draws the screen afresh, for when another program wrote over it.", EVERYWHERE,
    ),
    Command(
        "app.back", ("escape",), "back", "Go back",
        "Goes back to the screen before, or leaves a search or a filter.", EVERYWHERE,
    ),
    Command(
        "app.close", ("q",), "close", "Close the screen",
        "Closes the screen; in the Library, leaves the program.",
        EVERYWHERE - {Place.SIGNOFF}, 99,
    ),
    Command(
        "app.suspend", ("ctrl+z",), "to the shell", "Give the terminal to the shell",
        "Stops the program and gives the terminal to the shell that started it; fg comes back.",
        EVERYWHERE,
    ),
    Command(
        "app.quit", ("ctrl+q", "ctrl+c"), "leave", "Leave the program",
        "Leaves the program from any screen.", EVERYWHERE,
    ),
)  # fmt: skip

_BY_ID = {entry.id: entry for entry in COMMANDS}


def command(name: str) -> Command:
    """The command of that id."""
    return _BY_ID[name]


def at(place: Place) -> tuple[Command, ...]:
    """The commands that a screen knows, in the table's order."""
    return tuple(entry for entry in COMMANDS if place in entry.places)


def key_list() -> str:
    """The whole table as Markdown, for the documentation."""
    lines = ["| keys | where | what |", "|---|---|---|"]
    for entry in COMMANDS:
        keys = " ".join(f"`{key}`" for key in entry.shown_keys.replace("|", "\\|").split())
        where = (
            "everywhere"
            if len(entry.places) > 4
            else ", ".join(place for place in Place if place in entry.places)
        )
        lines.append(f"| {keys} | {where} | {entry.help} |")
    return "\n".join(lines) + "\n"
