"""Say what claims are to each other: link and unlink, and join, split and thin out groups.

A group is what accepted duplicates connect. What was said of a pair is kept, a rejection too, so
that it is not suggested again; each step is one act, which one undo takes back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import group_of, links_of_pair, pair_state, pairs_of_claim
from workbench.ledger.recording.linking import record_link, withdraw_link
from workbench.model import ClaimPair, DuplicateGroup, LinkRelation, PairState
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

BECAUSE_CHARACTERS: Final = 10_000
_LABELS: Final = {
    LinkRelation.DUPLICATE: "Link {} and {} as duplicates",
    LinkRelation.CONFLICT: "Link {} and {} as in conflict",
    LinkRelation.RELATED: "Link {} and {} as related",
    LinkRelation.DISTINCT: "Tell {} and {} apart",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link led to: the group that the claims are in now, if they are in one together."""

    event: str
    group: DuplicateGroup | None


def link(
    ledger: "Ledger", one: str, other: str, relation: LinkRelation, because: str | None = None
) -> Linked:
    """Say what two claims are to each other, in the place of whatever was said before.

    Raises:
        NotSo: There is no such claim, or just this was said already.
        UsageError: It is one claim and not two, or the reason is far too long.
    """
    first, second = get_claim(ledger, one), get_claim(ledger, other)
    if first.id == second.id:
        raise UsageError(f"{first.id[:8]} is one claim; a link needs two")
    reason = _reason(because)
    said = links_of_pair(ledger, first.id, second.id)
    if len(said) == 1 and said[0].relation is relation and reason in (None, said[0].because):
        raise NotSo(
            f"{first.id[:8]} and {second.id[:8]} are linked so already, by "
            f"{clean_line(said[0].linked_by.name, 60)}"
        )
    label = _LABELS[relation].format(_short(first.statement), _short(second.statement))
    with ledger.act(label, claims=(first.id, second.id)) as act:
        event = record_link(act, first.id, second.id, relation, reason)
    return Linked(event, together(ledger, first.id, second.id))


def unlink(ledger: "Ledger", one: str, other: str) -> None:
    """Take back what was said of two claims. It may be suggested again then.

    Raises:
        NotSo: There is no such claim, or nothing was said of the two.
    """
    first, second = get_claim(ledger, one), get_claim(ledger, other)
    if first.id == second.id or pair_state(ledger, first.id, second.id) is None:
        raise NotSo(f"{first.id[:8]} and {second.id[:8]} are not linked")
    label = f"Unlink {_short(first.statement)} and {_short(second.statement)}"
    with ledger.act(label, claims=(first.id, second.id)) as act:
        withdraw_link(act, first.id, second.id)


def join(ledger: "Ledger", claims: Sequence[str], because: str | None = None) -> DuplicateGroup:
    """Make several claims, and the groups they are in, one group of duplicates.

    Raises:
        NotSo: There is no such claim, or they are in one group already.
        UsageError: Fewer than two claims are named.
    """
    wanted = tuple(dict.fromkeys(get_claim(ledger, one).id for one in claims))
    if len(wanted) < 2:
        raise UsageError("a group needs at least two claims")
    first = wanted[0]
    apart = [one for one in wanted[1:] if together(ledger, first, one) is None]
    if not apart:
        raise NotSo(f"these {len(wanted)} claims are in one group already")
    with ledger.act(f"Join {len(wanted)} claims into a group", claims=wanted) as act:
        for one in apart:
            record_link(act, first, one, LinkRelation.DUPLICATE, _reason(because))
    joined = together(ledger, first, apart[0])
    if joined is None:
        raise NotSo("the claims were linked and taken apart at the same time; look again")
    return joined


def split(
    ledger: "Ledger", claims: Sequence[str], because: str | None = None
) -> tuple[DuplicateGroup | None, DuplicateGroup | None]:
    """Take claims out of their group, together; the others stay together too.

    Where only a claim of the one part held the other part together, that is linked anew. What
    connected the two parts is told apart, and so is each claim taken out from each that stays,
    as far as those are few. Returns the group of those taken out and that of the others, ``None``
    where only one claim is left.

    Raises:
        NotSo: There is no such claim, or they are not all in one group.
        UsageError: No claim of the group would stay.
    """
    out = tuple(dict.fromkeys(get_claim(ledger, one).id for one in claims))
    group = group_of(ledger, out[0]) if out else None
    if group is None or not set(out) <= set(group.claims):
        raise NotSo("these claims are not in one group of duplicates")
    rest = tuple(one for one in group.claims if one not in out)
    if not rest:
        raise UsageError("all claims of the group were named; some must stay")
    pairs = _duplicates_among(ledger, group.claims)
    crossing = {(a, b) for a, b in pairs if (a in out) is not (b in out)}
    reason = _reason(because)
    label = f"Take {len(out)} of {len(group.claims)} claims out of their group"
    with ledger.act(label, claims=(*out, *rest)[:1_000]) as act:
        for part in (out, rest):
            parts = _connected(part, pairs)
            for piece in parts[1:]:
                record_link(act, parts[0][0], piece[0], LinkRelation.DUPLICATE, reason)
        if len(out) * len(rest) <= _TOLD_APART_AT_MOST:
            crossing |= {(min(a, b), max(a, b)) for a in out for b in rest}
        for a, b in sorted(crossing):
            record_link(act, a, b, LinkRelation.DISTINCT, reason)
    return group_of(ledger, out[0]), group_of(ledger, rest[0])


_TOLD_APART_AT_MOST: Final = 2_000


def exclude(ledger: "Ledger", claim_id: str, because: str | None = None) -> DuplicateGroup | None:
    """Take one claim out of its group; returns the group that the others make, if they do.

    Raises:
        NotSo: There is no such claim, or it is in no group.
    """
    return split(ledger, (claim_id,), because)[1]


def together(ledger: "Ledger", one: str, other: str) -> DuplicateGroup | None:
    """The group that both claims are in."""
    group = group_of(ledger, one)
    return group if group is not None and other in group.claims else None


def settled_with(ledger: "Ledger", claim_id: str) -> frozenset[str]:
    """The claims of which it is settled what they are to this one: never suggested again.

    Those are the members of its group, the claims that somebody linked with one of the group or
    told apart from it, and the members of their groups.
    """
    mine = _members(ledger, claim_id)
    asked = (claim_id, *mine[:_MEMBERS_ASKED])
    spoken = {pair.other(one) for one in asked for pair in pairs_of_claim(ledger, one)}
    settled = set(mine)
    for one in spoken:
        if one not in settled:
            settled.update(_members(ledger, one))
    return frozenset(settled)


def conflicts_with(ledger: "Ledger", claim_id: str) -> tuple[str, ...]:
    """The claims that were linked as in conflict with this one."""
    pairs = pairs_of_claim(ledger, claim_id)
    return tuple(pair.other(claim_id) for pair in pairs if pair.state is PairState.CONFLICT)


def describe_odds(odds: Iterable[ClaimPair]) -> str:
    """Why a group contradicts itself, in words."""
    words = {
        PairState.CONFLICT: "{} conflicts with {}",
        PairState.DISTINCT: "{} was told apart from {}",
        PairState.RELATED: "{} is only related to {}",
        PairState.DISPUTED: "reviewers disagree on {} and {}",
    }
    return "; ".join(
        words[pair.state].format(pair.a[:8], pair.b[:8]) for pair in odds if pair.state in words
    )


_MEMBERS_ASKED: Final = 200


def _members(ledger: "Ledger", claim_id: str) -> tuple[str, ...]:
    group = group_of(ledger, claim_id)
    return group.claims if group is not None else (claim_id,)


def _duplicates_among(ledger: "Ledger", claims: Sequence[str]) -> set[tuple[str, str]]:
    inside = set(claims)
    return {
        (pair.a, pair.b)
        for one in claims
        for pair in pairs_of_claim(ledger, one)
        if pair.state is PairState.DUPLICATE and {pair.a, pair.b} <= inside
    }


def _connected(claims: Sequence[str], pairs: set[tuple[str, str]]) -> list[list[str]]:
    """The parts into which claims fall that only these pairs join."""
    part_of = {one: [one] for one in claims}
    for a, b in sorted(pairs):
        if a in part_of and b in part_of and part_of[a] is not part_of[b]:
            joined = part_of[a] + part_of[b]
            part_of.update(dict.fromkeys(joined, joined))
    parts = {id(part): part for part in part_of.values()}
    return list(parts.values())


def _reason(because: str | None) -> str | None:
    reason = (because or "").strip()
    if len(reason) > BECAUSE_CHARACTERS:
        raise UsageError(f"a reason has at most {BECAUSE_CHARACTERS} characters")
    return reason or None


def _short(statement: str) -> str:
    return "“" + clean_line(squeeze(statement), 40) + "”"
