"""The rules of the log, worked out slowly from all events at once.

They are written down here only as the documentation states them, and share no code with the
fold.
"""

import json
from dataclasses import dataclass
from typing import Any

from tests.ledger.material import Pair
from workbench.ledger.identifiers import source_key, tag_key, view_identifier

CLAIMS = [f"{number:032x}" for number in range(2)]
FAR = [f"{number:032x}" for number in range(2, 5)]
"""Claims that are linked to, and may never arrive."""


@dataclass(frozen=True)
class Said:
    """An event as the oracle sees it."""

    id: str
    kind: str
    entity: str
    field: str
    value: Any
    reviewer: str
    act: str
    supersedes: frozenset[str]
    adjudicates: bool

    @property
    def is_understood(self) -> bool:
        if (self.kind, self.field) in (("comment", "text"), ("claim", "mood")):
            return False
        if self.kind == "mood":
            return False
        if self.value is not None and not _is_sensible(self.kind, self.entity, self):
            return False
        if (self.kind, self.field) == ("source", "kind") and self.value == {"kind": "page"}:
            return False
        return not (isinstance(self.value, dict) and self.value.get("rating") == 5)


class Oracle:
    """The rules, worked out slowly from all events at once."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.events = [self._said(identifier, body) for identifier, body in sorted(pairs)]
        self.undone = self._undone_acts()

    def _said(self, identifier: bytes, body: str) -> Said:
        found = json.loads(body)
        return Said(
            id=identifier.hex(),
            kind=found["kind"],
            entity=found["entity"],
            field=found["field"],
            value=found["value"],
            reviewer=found["reviewer"],
            act=found["act"],
            supersedes=frozenset(found.get("supersedes", [])),
            adjudicates=found.get("adjudicates", False),
        )

    def _undone_acts(self) -> set[tuple[str, str]]:
        """Kleene's logic: an act is undone if some undo of it stands; unknown counts as no."""
        undos = [one for one in self.events if one.kind == "undo"]
        acts = {(one.act, one.reviewer) for one in self.events}
        acts |= {(one.entity, one.reviewer) for one in undos}
        stands: dict[tuple[str, str], bool | None] = dict.fromkeys(acts)
        for _ in range(len(acts) + 1):
            before = dict(stands)
            for act in acts:
                by = [before[u.act, u.reviewer] for u in undos if (u.entity, u.reviewer) == act]
                if True in by:
                    stands[act] = False
                elif None in by:
                    stands[act] = None
                else:
                    stands[act] = True
        return {act for act, answer in stands.items() if answer is False}

    def is_live(self, one: Said) -> bool:
        if (one.act, one.reviewer) in self.undone:
            return False
        return not any(
            one.id in later.supersedes
            and (later.act, later.reviewer) not in self.undone
            and (later.kind, later.entity, later.field) == (one.kind, one.entity, one.field)
            and (later.reviewer == one.reviewer or later.adjudicates)
            for later in self.events
        )

    def _live(self, kind: str, entity: str, field: str) -> list[Said]:
        slot = (kind, entity, field)
        return [
            one
            for one in self.events
            if one.is_understood and (one.kind, one.entity, one.field) == slot and self.is_live(one)
        ]

    def claims(self) -> dict[str, tuple[Any, ...]]:
        known = {
            one.entity for one in self.events if one.kind == "document" and one.value is not None
        }
        found = {}
        for claim in CLAIMS:
            readings = [one for one in self._live("claim", claim, "read") if one.value is not None]
            if not readings or readings[0].value["document"] not in known:
                continue
            wording = self._live("claim", claim, "statement")
            shown = wording[-1].value if wording else None
            dismissal = self._live("claim", claim, "dismissed")
            cited = self._evidence(claim)
            found[claim] = (
                shown["text"] if shown else readings[0].value["text"],
                *self._status(claim),
                bool(dismissal) and dismissal[-1].value is not None,
                len(cited),
                readings[0].value["document"],
                self._is_stale(claim, cited) or self._carries_in_vain(claim, known),
            )
        return found

    def _is_there(self, claim: str, known: set[str]) -> bool:
        readings = [one for one in self._live("claim", claim, "read") if one.value is not None]
        return bool(readings) and readings[0].value["document"] in known

    def pairs(self) -> dict[tuple[str, str], str]:
        """What the live words on each pair amount to."""
        said: dict[tuple[str, str], set[str]] = {}
        for one in self.events:
            if one.kind == "link" and one.value is not None and self.is_live(one):
                pair = (one.value["a"], one.value["b"])
                said.setdefault(pair, set()).add(one.value["relation"])
        return {
            pair: "disputed" if len(words) > 1 else next(iter(words))
            for pair, words in said.items()
        }

    def groups(self) -> dict[frozenset[str], bool]:
        """The groups of duplicates, and whether each is at odds with itself."""
        pairs = self.pairs()
        groups: list[set[str]] = []
        for (a, b), state in pairs.items():
            if state == "duplicate":
                touched = [group for group in groups if a in group or b in group]
                groups = [group for group in groups if group not in touched]
                groups.append({a, b}.union(*touched))
        return {
            frozenset(group): any(
                {a, b} <= group and state != "duplicate" for (a, b), state in pairs.items()
            )
            for group in groups
        }

    def _carries_in_vain(self, claim: str, known: set[str]) -> bool:
        """Whether a carried verdict on this claim has lost what it rests on."""
        for verdict in self._live("verdict", claim, "rating"):
            carried = (verdict.value or {}).get("carried")
            if carried and not self._rests(claim, verdict, carried, known):
                return True
        return False

    def _rests(self, claim: str, verdict: Said, carried: dict[str, str], known: set[str]) -> bool:
        there = carried["claim"]
        together = [odds for group, odds in self.groups().items() if {claim, there} <= group]
        origin = [
            one
            for one in self._live("verdict", there, "rating")
            if one.id == carried["verdict"] and one.value is not None
        ]
        if together != [False] or not origin or not self._is_there(there, known):
            return False
        said = origin[0].value
        return (
            "carried" not in said
            and (said["rating"], said["scale"]) == (verdict.value["rating"], verdict.value["scale"])
            and self._status(there)[0] != "conflict"
            and not self._is_stale(there, self._evidence(there), origin[0].id)
        )

    def work(self) -> dict[str, tuple[Any, ...]]:
        """What each claim shows of the work on it, and which tags and remarks stand."""
        return {claim: self._work(claim) for claim in self.claims()}

    def _work(self, claim: str) -> tuple[Any, ...]:
        def latest(field: str) -> dict[str, Any] | None:
            said = [one.value for one in self._live("claim", claim, field)]
            return next((value for value in reversed(said) if value is not None), None)

        def word(field: str, key: str) -> Any:
            return (latest(field) or {}).get(key) or None

        readings = [one for one in self._live("claim", claim, "read") if one.value is not None]
        claimant = latest("claimant")
        priority = word("priority", "priority")
        about = [
            one
            for one in self.events
            if one.entity == claim
            and one.is_understood
            and one.value is not None
            and self.is_live(one)
        ]
        return (
            readings[0].value["claimant"] if claimant is None else claimant["name"] or None,
            (claimant or {}).get("kind"),
            word("claimed_on", "on"),
            word("place", "place"),
            word("appearance", "url"),
            {"urgent": 0, "low": 3}.get(priority, 2),
            word("assigned", "to"),
            int(latest("taken_over") is not None),
            len([one for one in about if one.kind == "verdict"]),
            {one.field for one in about if one.kind == "tag"},
            {one.id for one in about if one.kind in ("comment", "question", "answer")},
        )

    def agreed(self) -> set[str]:
        """The live words on settings, scales and saved views."""
        return {
            one.id
            for one in self.events
            if one.kind in ("project", "scale", "view")
            and one.field != "name"
            and one.value is not None
            and one.is_understood
            and self.is_live(one)
        }

    def published(self) -> dict[str, str]:
        """The rating of each published review, as the latest live word has it."""
        latest = {
            one.entity: one
            for one in self.events
            if one.kind == "published" and one.is_understood and self.is_live(one)
        }
        return {
            review: one.value["rating"] for review, one in latest.items() if one.value is not None
        }

    def _status(self, claim: str) -> tuple[str, str | None]:
        verdicts = [one for one in self._live("verdict", claim, "rating") if one.value is not None]
        ratings = {one.value["rating"] for one in verdicts}
        if not ratings:
            return "unrated", None
        if len(ratings) > 1:
            return "conflict", None
        reviewers = {one.reviewer for one in verdicts}
        return ("agreed" if len(reviewers) > 1 else "single"), ratings.pop()

    def _evidence(self, claim: str) -> dict[str, Said]:
        """What is quoted on a claim, by slot: the latest live word in each, unless it withdraws."""
        fields = {one.field for one in self.events if one.kind == "evidence"}
        heads = {field: self._live("evidence", claim, field) for field in fields}
        return {
            field: found[-1]
            for field, found in heads.items()
            if found and found[-1].value is not None
        }

    def _is_stale(self, claim: str, cited: dict[str, Said], only: str | None = None) -> bool:
        """Whether a verdict that was given here, or that one, has lost a quote it rests on."""
        brought = {
            one.id: one
            for one in self.events
            if (one.kind, one.entity) == ("evidence", claim) and one.value is not None
        }
        for verdict in self._live("verdict", claim, "rating"):
            if (verdict.value or {}).get("carried") or only not in (None, verdict.id):
                continue
            for one in (verdict.value or {}).get("evidence", []):
                if one in brought and not self._holds(claim, brought[one], cited, verdict.value):
                    return True
        return False

    def _holds(
        self, claim: str, rested_on: Said, cited: dict[str, Said], verdict: dict[str, Any]
    ) -> bool:
        now = cited.get(rested_on.field)
        if now is None or _words(now) != _words(rested_on):
            return False
        finding = self._finding(claim, now)
        if finding is None or finding.id in verdict.get("considered", []):
            return True
        return finding.value["state"] not in ("edited", "figure-changed", "gone")

    def _finding(self, claim: str, quoted: Said) -> Said | None:
        """The latest live re-check of these words in this slot that could read the page."""
        alike = {
            one.id
            for one in self.events
            if (one.kind, one.entity, one.field) == ("evidence", claim, quoted.field)
            and one.value is not None
            and _words(one)[:2] == _words(quoted)[:2]
            and one.value.get("capture") == quoted.value.get("capture")
        }
        found = [
            one
            for one in self.events
            if (one.kind, one.entity) == ("anchoring", claim)
            and one.value is not None
            and one.value["evidence"] in alike
            and self.is_live(one)
        ]
        telling = [one for one in found if one.value["state"] != "unknown"]
        latest = telling or found
        return latest[-1] if latest else None

    def sources(self) -> dict[str, tuple[Any, ...]]:
        """Each source with its kind, its captures, how the newest went, its corrected title."""
        present = set(self.claims())
        named: set[str] = set()
        for claim in present:
            named |= {one.value["source"] for one in self._evidence(claim).values()}
            named |= self.attached(claim)
        named |= {
            one.value["source"]
            for one in self.events
            if (one.kind == "capture" or (one.kind, one.field) == ("source", "kind"))
            and one.value is not None
            and one.is_understood
            and self.is_live(one)
        }
        return {source: self._source(source) for source in named}

    def attached(self, claim: str) -> set[str]:
        """The sources that somebody has attached and not taken away again."""
        return {
            one.value["source"]
            for one in self.events
            if (one.kind, one.entity) == ("attachment", claim)
            and one.value is not None
            and self.is_live(one)
        }

    def _source(self, source: str) -> tuple[Any, ...]:
        about = [
            one
            for one in self.events
            if one.entity == source_key(source) and one.is_understood and self.is_live(one)
        ]
        kinds = [one for one in about if one.field == "kind" and one.value is not None]
        captures = [one for one in about if one.kind == "capture" and one.value is not None]
        titles = [one for one in about if one.field == "metadata:title"]
        archived = [one for one in about if one.kind == "archived" and one.value is not None]
        title = titles[-1].value["value"] if titles and titles[-1].value is not None else None
        return (
            kinds[-1].value["kind"] if kinds else "page",
            len(captures),
            captures[-1].value["outcome"] if captures else None,
            title or ("The register" if captures and title is None else None),
            archived[-1].value["state"] if archived else None,
        )


def _is_sensible(kind: str, entity: str, said: Said) -> bool:
    """Whether what is said of the work on a claim, or agreed, is of a known shape."""
    value = said.value
    match kind, said.field:
        case "tag", key:
            return bool(key == tag_key(value["tag"]))
        case "view", _:
            return bool(entity == view_identifier(value["name"]))
        case "scale", _:
            return entity != "f" * 32
        case "claim", "claimant":
            return bool(value.get("kind") != "Robot")
        case "claim", "claimed_on":
            return bool(value["on"] != "June")
        case "claim", "priority":
            return bool(value["priority"] != "soon")
        case "claim", "assigned":
            return bool(value["to"] != "Zoe")
        case "claim", "taken_over":
            return bool(value["by"])
    return True


def _words(one: Said) -> tuple[Any, ...]:
    return one.value["source"], one.value["quote"], one.value["stance"]
