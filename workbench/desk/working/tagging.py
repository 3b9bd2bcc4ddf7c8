"""Tags, and how soon a claim should be looked at."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.desk.working.several import Change, carry_out, rows_named
from workbench.errors import UsageError
from workbench.ledger.identifiers import tag_key
from workbench.ledger.recording.working import record_priority, record_tag, withdraw_tag
from workbench.ledger.values.working import LONGEST_TAG
from workbench.model import Priority
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing


def parse_tags(typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is to be added and taken away: ``kosovo +urgent -old "air defence"``.

    Tags are divided by blanks or commas; one with a blank in it stands in double quotes.

    Raises:
        UsageError: A tag is empty or far too long.
    """
    lexer = shlex.shlex(typed.replace(",", " "), posix=True, punctuation_chars="")
    lexer.whitespace_split = True
    lexer.quotes, lexer.commenters, lexer.escape = '"', "", ""
    try:
        words = list(lexer)
    except ValueError:
        raise UsageError('a tag with a blank in it stands between two "') from None
    removed = [word[1:] for word in words if word.startswith("-")]
    added = [word.removeprefix("+") for word in words if not word.startswith("-")]
    return _checked(added), _checked(removed)


def tag(
    ledger: "Ledger",
    claims: Sequence[str],
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    *,
    preview: bool = False,
) -> tuple[Change, ...]:
    """Add tags to claims and take others away, whoever gave them. Case makes no difference.

    Raises:
        NotSo: There is no such claim, or all of them are tagged so already.
        UsageError: No tag is named, or one is not fit to be a tag.
    """
    added, removed = _checked(add), _checked(remove)
    if not added and not removed:
        raise UsageError("name a tag to add, or one to take away with a minus before it")
    both = {tag_key(one) for one in added} & {tag_key(one) for one in removed}
    if both:
        raise UsageError("a tag is either added or taken away")
    wanted: dict[str, tuple[list[str], list[str]]] = {}
    changes: list[Change] = []
    for row in rows_named(ledger, claims):
        had = {tag_key(one): one for one in row.tags}
        new = [one for one in added if tag_key(one) not in had]
        old = [one for one in removed if tag_key(one) in had]
        if new or old:
            wanted[row.id] = (new, old)
            gone = {tag_key(one) for one in old}
            after = [*(one for key, one in had.items() if key not in gone), *new]
            before, now = (", ".join(sorted(some)) for some in (row.tags, after))
            changes.append(Change(row.id, row.statement, before, now))

    def record(act: "Writing", claim: str) -> None:
        new, old = wanted[claim]
        for one in new:
            record_tag(act, claim, one)
        for one in old:
            withdraw_tag(act, claim, one)

    signs = " ".join([*(f"+{one}" for one in added), *(f"-{one}" for one in removed)])
    return carry_out(
        ledger,
        f"Tag {clean_line(signs, 60)} on",
        changes,
        record,
        preview=preview,
        nothing="nothing to change: the tags are so already",
    )


def set_priority(
    ledger: "Ledger", claims: Sequence[str], priority: Priority, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say how soon claims should be looked at.

    Raises:
        NotSo: There is no such claim, or all of them have this priority already.
    """
    changes = [
        Change(row.id, row.statement, row.priority.value, priority.value)
        for row in rows_named(ledger, claims)
        if row.priority is not priority
    ]
    return carry_out(
        ledger,
        f"Priority {priority.value} for",
        changes,
        lambda act, claim: record_priority(act, claim, priority),
        preview=preview,
        nothing=f"nothing to change: the priority is {priority.value} already",
    )


def find_priority(typed: str) -> Priority:
    """The priority that ``typed`` names or begins.

    Raises:
        UsageError: It names none.
    """
    word = typed.strip().casefold()
    for one in Priority:
        if word and one.value.startswith(word):
            return one
    names = ", ".join(Priority)
    raise UsageError(f"{clean_line(typed, 40) or 'nothing'} is no priority; there are: {names}")


def _checked(tags: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for typed in tags:
        one = squeeze(typed).removeprefix("#")
        if not one or any(mark in one for mark in ',"'):
            raise UsageError("a tag is a word or a few, without commas and quotation marks")
        if len(one) > LONGEST_TAG:
            raise UsageError(f"a tag has at most {LONGEST_TAG} characters")
        found.setdefault(tag_key(one), one)
    return tuple(found.values())
