"""Import what others have checked, so that it comes up beside our claims.

That is fact-checks they have published, and claims that colleagues decided in other projects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.matching.colleagues import Decisions, read_decisions
from workbench.errors import InputError, NetworkError, NotSo, UsageError
from workbench.ledger.header import begins_as_database
from workbench.ledger.identifiers import review_identifier
from workbench.ledger.queries import known_reviews, project_ids, review_values
from workbench.ledger.recording.linking import (
    record_decided,
    record_review,
    review_value,
    withdraw_review,
)
from workbench.model import PublishedReview
from workbench.named_paths import input_path
from workbench.sourcing.reviews import FoundReview, Problem, read_reviews
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched
    from workbench.ledger.database import Ledger

MAX_BYTES: Final = 64 * 1024 * 1024
_LOOKED_AT: Final = 4_096
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How texts of two bytes a character begin."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    ``known`` were there already as they are, ``updated`` were there with other particulars.
    ``problems`` gave no review; ``remarks`` are about reviews that were imported without
    something that could not be used. Both come with the line. Of a colleague's database,
    ``withdrawn`` are no longer decided there, and ``notes`` tell what of it was not believed.
    """

    added: int
    updated: int
    known: int
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    withdrawn: int = 0
    notes: tuple[str, ...] = ()

    @property
    def usable(self) -> int:
        """How many reviews the file holds that can be used."""
        return self.added + self.updated + self.known


def import_reviews(
    ledger: "Ledger",
    data: bytes | Decisions,
    origin: str,
    columns: Mapping[str, str] | None = None,
) -> Imported:
    """Import the reviews in a page, feed, table or database, as one act that one undo takes back.

    What is broken is counted and told by line, and the rest is imported. Importing the same again
    changes nothing. ``origin`` names the file or address; ``columns`` says in which column of a
    table each field is.

    Raises:
        InputError: Nothing in it can be used.
        NotSo: It is another copy of this project.
        UsageError: A column that was named is not there.
        StorageError: The database cannot be written.
    """
    shown = clean_line(origin, 200)
    if isinstance(data, Decisions):
        if columns is not None:
            raise UsageError(f"{shown} is a database; columns are those of a table")
        return _import_decisions(ledger, data, shown)
    if not data.strip():
        raise InputError(f"{shown} is empty; there is nothing to import")
    if b"\x00" in data[:_LOOKED_AT] and not data.startswith(_WIDE):
        raise InputError(f"{shown} is binary data; a page, a JSON feed or a table is needed")
    found = list(read_reviews(data, columns))
    reviews: dict[str, PublishedReview] = {}
    problems = [one for one in found if isinstance(one, Problem)]
    remarks: list[Problem] = []
    for one in found:
        if isinstance(one, FoundReview):
            review = replace(one.review, imported_from=clean_line(origin, 1_000))
            value = review_value(review)
            reviews[review_identifier(value["url"], value["text"])] = review
            remarks.extend(Problem(one.line, remark) for remark in one.remarks)
    if not reviews:
        what = f": line {problems[0].line}: {problems[0].what}" if problems else ""
        raise InputError(f"{shown} has no review that can be used{what}")
    before = known_reviews(ledger, reviews)
    fresh = {name: review for name, review in reviews.items() if name not in before}
    changed = {
        name: review
        for name, review in reviews.items()
        if name in before and _particulars(review) != _particulars(before[name].review)
    }
    if fresh or changed:
        count = len(fresh) + len(changed)
        what = "1 review" if count == 1 else f"{count} reviews"
        with ledger.act(f"Import {what} from {clean_line(origin, 80)}") as act:
            for review in (*fresh.values(), *changed.values()):
                record_review(act, review)
    known = len(reviews) - len(fresh) - len(changed)
    return Imported(len(fresh), len(changed), known, tuple(problems), tuple(remarks))


def _import_decisions(ledger: "Ledger", theirs: Decisions, shown: str) -> Imported:
    """Import what was decided in another project. What a newer copy told stays as it is."""
    if theirs.projects & project_ids(ledger):
        raise NotSo(
            f"{shown} is a copy of this project, and import takes in other projects only; "
            "make one of both with: workbench merge"
        )
    before = review_values(ledger, theirs.decisions)
    added: list[Mapping[str, Any]] = []
    updated: list[Mapping[str, Any]] = []
    withdrawn: list[str] = []
    known = 0
    for name, decision in theirs.decisions.items():
        there = before.get(name)
        if there is None:
            added.extend([decision.value] if decision.value is not None else [])
        elif not decision.known.issuperset(there["decided"]["verdicts"]):
            known += 1
        elif decision.value is None:
            withdrawn.append(name)
        elif _without_origin(there) != _without_origin(decision.value):
            updated.append(decision.value)
        else:
            known += 1
    count = len(added) + len(updated) + len(withdrawn)
    if count:
        what = "1 decision" if count == 1 else f"{count} decisions"
        label = f"Import {what} of the project {clean_line(theirs.name, 80)}"
        with ledger.act(label) as act:
            for value in (*added, *updated):
                record_decided(act, dict(value))
            for name in withdrawn:
                withdraw_review(act, name)
    notes = [
        f"{number} {'event was' if number == 1 else 'events were'} left out: {reason}"
        for reason, number in sorted(theirs.refused.items())
    ]
    if not added and not updated and not known and not withdrawn:
        notes.append(f"nothing is decided in {shown}")
    return Imported(len(added), len(updated), known, withdrawn=len(withdrawn), notes=tuple(notes))


def fetched_body(fetched: "Fetched") -> bytes:
    """What an address gave that was fetched to be imported.

    Raises:
        NetworkError: It was not fetched whole.
    """
    from workbench.desk.sourcing.fetching import describe_outcome

    exchange = fetched.exchange
    if not fetched.good or exchange.body is None:
        outcome = clean_line(describe_outcome(exchange.outcome, exchange.reason))
        raise NetworkError(f"{clean_line(fetched.asked_for, 200)}: {outcome}")
    return exchange.body


def read_import(path: str) -> bytes | Decisions:
    """The bytes of a file to import, or what was decided in a colleague's database.

    Raises:
        InputError: It is missing, a folder, too large, or may not be read.
        StorageError: It is a database that is not to be read.
        NotSo: It is the database that is open.
    """
    shown = clean_line(path, 200)
    place = input_path(path)
    if begins_as_database(place):
        return read_decisions(place)
    try:
        if place.is_dir():
            raise InputError(f"{shown} is a folder; name the files in it")
        with place.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(
                f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB; split it into parts"
            )
        return data
    except FileNotFoundError:
        raise InputError(f"there is no file {shown}; check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{shown} cannot be read: {reason}") from None


def _particulars(review: PublishedReview) -> dict[str, object]:
    """What of a review makes a difference: all but where it came from."""
    return _without_origin(review_value(review))


def _without_origin(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: said for key, said in value.items() if key != "imported_from"}
