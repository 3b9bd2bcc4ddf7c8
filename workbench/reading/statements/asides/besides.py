"""What a clause says besides: what was done before, what drove it, what it amounts to.

"... after being deported for overstaying", "..., driven by gains in imports", "..., a rise that
the staff put down to tariffs", "..., 0.7 points below last year". Each becomes a statement with
the subject or the clause it rests on, and the clause is left without it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import GERUND, PARTICIPLE, forms
from workbench.reading.statements.asides.scene import Aside, Range, Scene
from workbench.reading.statements.words.commas import in_date
from workbench.reading.statements.words.frames import frame, opens_clause
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["besides"]

_SINCE: Final = frozenset({"after", "since", "upon", "following", "before"})
_BEING: Final = frozenset({"being", "having"})
_DIFFERENCES: Final = frozenset({"below", "above", "lower", "higher", "more", "less", "fewer"})
_TAKEN: Final = frozenset({"DET", "NUM", "POSS", "NAME", "PRON", "PREP", "TO", "NOUN", "ADJ"})
_STOPS: Final = frozenset({";", ":", "—", "–"})
_SPANS: Final = frozenset(
    {"seconds", "minutes", "minute", "hours", "hour", "days", "day", "weeks", "week", "months"}
    | {"month", "years", "year", "moments", "shortly", "soon", "decades"}
)
_TIMES_AS_MUCH: Final = frozenset({"twice", "double", "half", "thrice"})
_ALMOST: Final = frozenset({"almost", "nearly", "about", "roughly", "some", "over"})
_LEAST: Final = 3
_LONGEST: Final = 24


def besides(scene: Scene) -> Iterator[Aside]:
    """What the sentence says besides its clauses."""
    structure = scene.structure
    if structure is None:
        return
    present = scene.words.vocabulary
    if present & _SINCE:
        yield from _done_before(scene)
    if not scene.commas:
        return
    if "having" in present:
        yield from _having_done(scene)
    if "by" in present:
        yield from _driven(scene)
    if present & scene.table("summaries"):
        yield from _summed_up(scene)
    if present & _DIFFERENCES or present & _TIMES_AS_MUCH or "times" in present:
        yield from _differences(scene)


def last_clause(scene: Scene, stop: int) -> int:
    """Where the clause begins that ends at ``stop``: after the last word that joins one."""
    structure = scene.structure
    for joint in range(stop - 3, structure.group if structure is not None else stop, -1):
        joins = scene.tokens[joint].tag == "CC" or scene.tokens[joint].text == ";"
        if joins and opens_clause(scene.tokens, joint + 1, stop):
            return joint + 1
    return 0


def _close(scene: Scene, start: int) -> int:
    """Where a phrase ends: at a comma, another mark, or where a clause is joined."""
    tokens = scene.tokens
    for place in range(start, scene.stop):
        token = tokens[place]
        if token.text in _STOPS or token.tag == "QUOTE":
            return place
        if token.text == "," and not in_date(tokens, place):
            return place
        if token.tag == "CC" and opens_clause(tokens, place + 1, scene.stop):
            return place
    return scene.stop


def _is_begun(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """As in "was pleased that the council, after ...": a clause whose verb is yet to come."""
    opened = next((at for at in range(stop - 1, first - 1, -1) if tokens[at].tag == "SUB"), None)
    return opened is not None and not any(t.tag in FINITE for t in tokens[opened:stop])


def _done_before(scene: Scene) -> Iterator[Aside]:
    """As in "returned after being deported", "After losing the election, he ..."."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in range(scene.stop - _LEAST):
        if tokens[index].lower not in _SINCE or not _opens_deed(scene, index + 1):
            continue
        if _is_counted_time(scene, index):
            continue  # "four minutes after taking off"
        subject = _nearest_subject(scene, index)
        close = _close(scene, index + 2)
        if tokens[index].lower == "before" and not _told(scene, index):
            continue
        plain = not any(t.tag in FINITE or t.tag == "SUB" for t in tokens[index + 2 : close])
        plain = plain and not (close < scene.stop and tokens[close].tag == "QUOTE")
        if not plain or not _LEAST <= close - index <= _LONGEST:
            continue
        if index > structure.group and scene.is_certain() and subject[0] < subject[1]:
            left = index - 1 if tokens[index - 1].text == "," else index
            start = last_clause(scene, left)
            if start or tokens[index - 1].tag == "ADV" or _is_begun(tokens, structure.group, left):
                continue  # whose deed it is would have to be guessed
            yield Aside("participle: before", (index + 1, close), (subject,), (left, close))
        elif index < 2 and close + 1 == structure.subject and tokens[close].text == ",":
            content = (index + 1, close)
            yield Aside("participle: before", content, (), (0, close + 1), (subject,))


def _is_counted_time(scene: Scene, index: int) -> bool:
    """As in "four minutes after taking off": how long after, and no deed of its own."""
    if index < 3 or scene.tokens[index - 1].lower not in _SPANS:
        return False
    count, before = scene.tokens[index - 2], scene.tokens[index - 3]
    return count.tag in ("NUM", "DET", "ADJ") and before.lower != "for"


def _told(scene: Scene, index: int) -> bool:
    """As in "fell before closing at 31": "crashed before reaching it" tells what never happened."""
    structure = scene.structure
    figure = any(token.tag == "NUM" for token in scene.tokens[index : _close(scene, index + 2)])
    return structure is not None and scene.tokens[structure.verb].tag == "VPAST" and figure


def _having_done(scene: Scene) -> Iterator[Aside]:
    """As in "Having lost twice, the club sold him": what the subject did before."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for index in (0, *(comma + 1 for comma in scene.commas)):
        if index >= structure.subject or tokens[index].lower != "having":
            continue
        close = structure.subject - 1
        deed = index + 1
        while tokens[deed].tag == "ADV":
            deed += 1
        done = bool(forms().get(tokens[deed].lower, 0) & PARTICIPLE)
        if done and tokens[close].text == "," and not scene.words.has_finite(deed + 1, close):
            content = (index + 1, close)
            subject = (structure.subject, structure.verb)
            yield Aside("participle: before", content, (subject,), (index, close + 1))


def _nearest_subject(scene: Scene, index: int) -> Range:
    """The subject of the clause before: the inner one of "waiting to hear when it will start"."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return 0, 0
    inner = next((i for i in range(index, structure.group, -1) if tokens[i].tag == "SUB"), None)
    if inner is None:  # "Their savings spent, the men came home after ..."
        inner = next((c for c in reversed(scene.commas) if _reopens(scene, c, index)), None)
    own = frame(tokens, inner + 1, index) if inner is not None else None
    return (structure.subject, structure.verb) if own is None else (own.subject, own.verb)


def _reopens(scene: Scene, comma: int, stop: int) -> bool:
    structure = scene.structure
    later = structure is not None and structure.verb < comma < stop
    return later and opens_clause(scene.tokens, comma + 1, stop)


def _opens_deed(scene: Scene, place: int) -> bool:
    """Whether "being deported", "having been hit" or "losing the election" opens here."""
    tokens = scene.tokens
    word, following = tokens[place], tokens[place + 1]
    if word.lower in _BEING:
        return following.lower == "been" or bool(forms().get(following.lower, 0) & PARTICIPLE)
    gerund = word.tag == "ING" and bool(forms().get(word.lower, 0) & GERUND)
    return gerund and following.tag in _TAKEN


def _driven(scene: Scene) -> Iterator[Aside]:
    """As in "imports rose even more sharply, driven by gains in cars": what brought it about."""
    tokens, structure = scene.tokens, scene.structure
    if structure is None:
        return
    for comma in scene.commas:
        place = comma + 1
        while place < scene.stop and tokens[place].tag == "ADV":
            place += 1
        if comma < structure.group or place + 3 >= scene.stop or tokens[place + 1].lower != "by":
            continue
        if tokens[place].tag not in ("PART", "VPAST") or tokens[place].lower == "followed":
            continue
        close = _close(scene, place + 2)
        start = last_clause(scene, comma)
        if comma - start > LONGEST_CARRIED or scene.words.has_finite(place + 1, close):
            continue
        yield Aside("participle: driven", (comma + 1, close), ((start, comma),), (comma, close))


def _summed_up(scene: Scene) -> Iterator[Aside]:
    """As in "..., a development that the staff put down to tariffs": said of the whole clause."""
    tokens = scene.tokens
    for comma in scene.later_commas(5):
        noun = next(
            (i for i in range(comma + 2, comma + 4) if tokens[i].lower in scene.table("summaries")),
            None,
        )
        if noun is None or tokens[comma + 1].tag != "DET":
            continue
        figure = tokens[noun + 1].lower == "of" and _is_figure(scene, noun + 2)
        told = tokens[noun + 1].lower in ("that", "which")
        if not (told or figure) or scene.stop - noun < _LEAST:
            continue
        start = last_clause(scene, comma)
        if comma - start <= LONGEST_CARRIED:
            close = scene.clause_end(noun + 2)
            yield Aside("relative: result", (comma + 1, close), ((start, comma),), (comma, close))


def _is_figure(scene: Scene, place: int) -> bool:
    """As in "an increase of just 0.3 percent": a number follows at once."""
    return any(token.tag == "NUM" for token in scene.tokens[place : place + 3])


def _differences(scene: Scene) -> Iterator[Aside]:
    """As in "was 3.5 percent, 0.7 percentage point below its pace of last year"."""
    structure = scene.structure
    if structure is None:
        return
    for comma in scene.later_commas(4):
        close = _close(scene, comma + 1)
        if not _is_difference(scene, comma + 1, close) or scene.words.has_finite(comma + 1, close):
            continue
        start = last_clause(scene, comma)
        carried = (structure.subject, structure.group) if not start else (start, comma)
        if _is_rate(scene, comma + 1, close) and not start:
            carried = (structure.subject, comma)  # "lost 30 metres, twice as much as before"
        yield Aside("comparison", (comma + 1, close), (carried,), (comma, close))


def _is_difference(scene: Scene, first: int, last: int) -> bool:
    """Whether a phrase begins with how much more or less something is than something else."""
    tokens = scene.tokens
    if tokens[first].tag == "NUM":
        inside = tokens[first:last]
        return any(t.lower in _DIFFERENCES for t in inside[1:5]) or _is_rate(scene, first, last)
    return _is_rate(scene, first, last)


def _is_rate(scene: Scene, first: int, last: int) -> bool:
    """As in "twice as much as before", "five times faster than in the decade before"."""
    tokens = scene.tokens
    place = first + 1 if tokens[first].lower in _ALMOST else first
    times = tokens[place].tag == "NUM" and tokens[place + 1].lower == "times"
    if not times and tokens[place].lower not in _TIMES_AS_MUCH:
        return False
    words = [t.lower for t in tokens[place:last]]
    return "than" in words[2:] or words.count("as") > 1
