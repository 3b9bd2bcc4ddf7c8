"""What can be done about the sources of a claim at the desk; part of the table."""

from workbench.tui.actions.action import Action, Undo, Where

ABOUT_SOURCES: tuple[Action, ...] = (
    Action(
        "claim.attach",
        ("t",),
        "Attach a source",
        "Fetch web pages, read files or keep a text for the claim; it goes on in the background.",
        Where.DESK,
        Undo.OPENS,
        "Attach",
    ),
    Action(
        "claim.sources",
        ("S", "enter"),
        "Read the sources",
        "Open the claim's sources, one beside the claim, the passages that matter marked.",
        Where.DESK,
        short="Sources",
    ),
)
"""The ones that are needed all day; they come right after the verdict."""

MORE_ABOUT_SOURCES: tuple[Action, ...] = (
    Action(
        "claim.cite",
        ("c",),
        "Cite a page you have seen",
        "Write down words from a page without fetching it; attach it to keep the page too.",
        Where.DESK,
        Undo.OPENS,
        "Cite",
    ),
    Action(
        "desk.read",
        ("less_than_sign",),
        "Read a text into claims",
        "Fetch articles, read files or take a pasted text; its claims come into the list.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.record",
        ("r",),
        "Record a call or a reply",
        "Keep what was never a page: a call, an e-mail, an interview, a right of reply.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.withdraw",
        ("x",),
        "Withdraw what you said",
        "Take back your own evidence, verdict, comment, question or answer; history keeps it.",
        Where.DESK,
        Undo.OPENS,
    ),
    Action(
        "claim.recheck",
        ("R",),
        "Re-check the sources",
        "Fetch the claim's pages again and see whether the quotes still stand.",
        Where.DESK,
        Undo.UNDONE,
    ),
    Action(
        "desk.recheck",
        ("ctrl+k",),
        "Re-check every quoted page",
        "Fetch all pages of the project that something was quoted from.",
        Where.DESK,
        Undo.UNDONE,
    ),
    Action(
        "claim.note",
        ("N",),
        "Private note",
        "Write a note on the claim that stays on this computer.",
        Where.DESK,
        Undo.LOCAL,
    ),
    Action(
        "claim.fact_checks",
        ("f",),
        "Search published fact-checks",
        "Ask Google's Fact Check Tools what others found; asks first, as the words are sent.",
        Where.DESK,
        Undo.SENT,
    ),
    Action(
        "desk.cancel",
        ("ctrl+x",),
        "Cancel what is under way",
        "Stop fetching and asking; what was kept so far stays. Escape twice does it too.",
        Where.DESK,
    ),
)
