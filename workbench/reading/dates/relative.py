"""Patterns for dates that are counted from another: from the day of writing or the story's."""

from collections.abc import Iterator

from workbench.reading.dates.expressions import Anchor, Expression, Kind, Unit
from workbench.reading.dates.patterns import Match, Pattern, pattern
from workbench.reading.dates.vocabulary import WEEKS_IN_FORTNIGHT, any_of, pieces, vocabulary

HOURS_IN_HALF_DAY = 12
HOURS_IN_DAY = 24


def relative_patterns() -> list[Pattern]:
    """Give the patterns, those that take in most first."""
    p = pieces()
    about = rf"(?:(?:{any_of(vocabulary().about)})\s+)?"
    which = rf"(?P<which>{p.which}|that|the\s+same)"
    early = r"(?:(?:early|late)[-\s]+)?"
    return [
        pattern(
            "day beside day",
            "deictic day",
            r"the\s+day\s+(?P<side>before|after)\s+(?P<day>yesterday|tomorrow)",
            _day_beside_day,
        ),
        pattern("day offset", "deictic", r"(?P<day>today|yesterday|tomorrow|tonight)", _day_offset),
        pattern(
            "shift",
            "ago",
            rf"""{about} (?:(?P<vague>{p.vague_count})|(?P<count>{p.count})(?:\s+and\s+a\s+half)?)
            \s+(?:or\s+(?:so|two|more)\s+)? (?P<unit>{p.unit})
            \s+ (?P<side>ago|earlier(?!\s+than)|later(?!\s+than)|from\s+now|hence|previously
            |before(?=[.,;:)”"’]|$)|after(?=[.,;:)”"’]|$))""",
            _shift,
        ),
        pattern(
            "stretch",
            "unit",
            rf"""(?:the\s+)? (?P<which>last|past|previous|next|coming|following) \s+
            (?:(?P<vague>{p.vague_count}|couple\s+of)|(?P<count>{p.count}))
            \s+ (?P<unit>{p.unit})""",
            _stretch,
        ),
        pattern(
            "edge",
            "edge",
            rf"""(?:the\s+)? (?P<edge>end|beginning|start) \s+ of \s+
            (?:(?:the|(?P<which>this|next|last|that))\s+(?P<unit>year|month|week|quarter|decade|century)
            | (?P<month>{p.full_month}) (?:,?\s+(?P<month_year>{p.year}))? | (?P<year>{p.year}))""",
            _edge,
        ),
        pattern(
            "day beside",
            "day unit",
            rf"""the\s+(?P<unit>day|week|month|year)\s+(?P<side>before|after|earlier|later)
            (?!\s+(?:the|an?|he|she|it|they|we|his|her|its|their|that|this|when|[a-z]+ing)\b)
            | the\s+(?P<which>following|next|previous|same)\s+(?P<unit2>day|{p.part})
            | that\s+(?:same\s+)?(?P<unit3>day|{p.part})""",
            _day_beside,
        ),
        pattern(
            "part of day",
            "part",
            rf"""(?P<placed>(?:(?P<which>this|last)|(?:in|during|over)\s+the)\s+)?
            {early}(?P<part>{p.part})(?!s\b)""",
            _part_of_day,
        ),
        pattern("overnight", "part", r"(?P<part>overnight)", _overnight),
        pattern(
            "unit",
            "unit",
            rf"""(?:the\s+|(?:earlier|later|sometime|early|late)\s+)? {which}
            \s+ (?P<unit>weekend|week|month|quarter|year|decade|century)(?!-(?!long)|\s+old)""",
            _unit,
        ),
        pattern(
            "weekday",
            "weekday",
            rf"""(?:(?:the\s+)?(?P<which>{p.which})\s+)? (?P<weekday>{p.weekday})""",
            _weekday,
        ),
        pattern(
            "clock",
            "clock",
            rf"""(?P<hour>1[0-2]|0?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m(?:\.(?!\w))?
            (?:\s+\(?{p.zone}\)?)?
            | (?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)? (?:\s+\(?{p.zone}\)?)?
            | (?P<hour_zone>[01]\d|2[0-3])[.:]?(?P<minute_zone>[0-5]\d)\s+{p.zone}""",
            _clock,
        ),
        pattern(
            "clock word",
            "part",
            rf"(?<=\s)(?P<word>{'|'.join(vocabulary().clock_words)})",
            _clock_word,
        ),
    ]


def _day_beside_day(found: Match) -> Iterator[Expression]:
    step = vocabulary().day_offsets[found.word("day")]
    yield Expression(*found.span(), Kind.DAY_OFFSET, step=2 * step)


def _day_offset(found: Match) -> Iterator[Expression]:
    word = found.word("day")
    part = "night" if word == "tonight" else None
    step = vocabulary().day_offsets[word]
    yield Expression(*found.span(), Kind.DAY_OFFSET, step=step, part=part)


def _count(found: Match) -> int | None:
    if found.word("vague"):
        return 2 if found.word("vague").startswith("couple") else None
    return vocabulary().count(found.word("count"))


def _counted_unit(found: Match) -> tuple[int | None, Unit]:
    known = vocabulary()
    count = _count(found)
    if found.word("unit") in known.fortnights and count is not None:
        count *= WEEKS_IN_FORTNIGHT
    return count, known.units[found.word("unit")]


def _shift(found: Match) -> Iterator[Expression]:
    count, unit = _counted_unit(found)
    side = found.word("side").split()[0]
    forward = side in {"later", "after", "from", "hence"}
    from_now = side in {"ago", "from", "hence"}
    yield Expression(
        *found.span(),
        Kind.SHIFT,
        unit=unit,
        step=None if count is None else count if forward else -count,
        anchor=Anchor.DOCUMENT if from_now else Anchor.NARRATIVE,
        number=1 if forward else -1,
    )


def _stretch(found: Match) -> Iterator[Expression]:
    count, unit = _counted_unit(found)
    forward = found.word("which") in {"next", "coming", "following"}
    yield Expression(
        *found.span(),
        Kind.STRETCH,
        unit=unit,
        step=None if count is None else count if forward else -count,
        number=1 if forward else -1,
    )


def _edge(found: Match) -> Iterator[Expression]:
    is_end = found.word("edge") == "end"
    number = 1 if is_end else -1
    if found.word("unit"):
        step = vocabulary().which.get(found.word("which"), 0)
        anchor = Anchor.NARRATIVE if found.word("which") == "that" else Anchor.DOCUMENT
        unit = vocabulary().units[found.word("unit")]
        yield Expression(
            *found.span(), Kind.EDGE, unit=unit, step=step, number=number, anchor=anchor
        )
    elif found.word("month"):
        year = int(found.word("month_year")) if found.word("month_year") else None
        month = vocabulary().full_months[found.word("month")]
        yield Expression(*found.span(), Kind.EDGE, year=year, month=month, number=number)
    else:
        yield Expression(*found.span(), Kind.EDGE, year=int(found.word("year")), number=number)


def _day_beside(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    start, end = found.span()
    if found.word("side"):
        step = -1 if found.word("side") in {"before", "earlier"} else 1
        unit = known.units[found.word("unit")]
        kind = Kind.SHIFT if unit is Unit.DAY else Kind.UNIT
        yield Expression(start, end, kind, unit=unit, step=step, anchor=Anchor.NARRATIVE)
        return
    word = found.word("unit2") or found.word("unit3")
    step = {"following": 1, "next": 1, "previous": -1}.get(found.word("which") or "", 0)
    part = word if word in known.parts else None
    yield Expression(
        start, end, Kind.SHIFT, unit=Unit.DAY, step=step, part=part, anchor=Anchor.NARRATIVE
    )


def _part_of_day(found: Match) -> Iterator[Expression]:
    span, part = found.span(), found.word("part")
    if found.word("which"):
        step = -1 if found.word("which") == "last" else 0
        yield Expression(*span, Kind.DAY_OFFSET, step=step, part=part)
        return
    yield Expression(
        *span,
        Kind.PART_OF_DAY,
        part=part,
        anchor=Anchor.NARRATIVE,
        only_beside_a_day=not found.word("placed"),
    )


def _overnight(found: Match) -> Iterator[Expression]:
    yield Expression(*found.span(), Kind.PART_OF_DAY, part="night", anchor=Anchor.NARRATIVE)


def _unit(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    word = found.word("which")
    has_article = found.text.small.startswith("the", found.start())
    if (
        has_article
        and word in {"last", "next"}
        and found.text.small.startswith(" of ", found.end())
    ):
        return
    narrative = word == "that" or (
        has_article and word not in {"last", "past", "current", "coming"}
    )
    step = known.which.get(word, 0)
    unit = Unit.WEEKEND if found.word("unit") == "weekend" else known.units[found.word("unit")]
    yield Expression(
        *found.span(),
        Kind.UNIT,
        unit=unit,
        step=step,
        anchor=Anchor.NARRATIVE if narrative else Anchor.DOCUMENT,
    )


def _weekday(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    before = found.text.words_before(found.start())
    if before and before[-1] in known.before_named_weekday:
        return
    has_article = found.text.small.startswith("the", found.start())
    step = known.which.get(found.word("which") or "")
    narrative = has_article and found.word("which") in {"following", "next", "previous"}
    yield Expression(
        *found.span(),
        Kind.WEEKDAY,
        weekday=known.full_weekdays[found.word("weekday")],
        step=step,
        anchor=Anchor.NARRATIVE if narrative else Anchor.DOCUMENT,
    )


def _clock(found: Match) -> Iterator[Expression]:
    if found.word("half"):
        hour = int(found.word("hour")) % HOURS_IN_HALF_DAY
        hour += HOURS_IN_HALF_DAY if found.word("half") == "p" else 0
        minute = int(found.word("minute") or 0)
    elif found.word("hour24"):
        hour, minute = int(found.word("hour24")), int(found.word("minute24"))
    else:
        hour, minute = int(found.word("hour_zone")), int(found.word("minute_zone"))
    yield Expression(*found.span(), Kind.CLOCK, clock=(hour, minute), anchor=Anchor.NARRATIVE)


def _clock_word(found: Match) -> Iterator[Expression]:
    hour = vocabulary().clock_words[found.word("word")]
    before = found.text.words_before(found.start())
    if before and before[-1] in vocabulary().before_clock:
        yield Expression(*found.span(), Kind.CLOCK, clock=(hour, 0), anchor=Anchor.NARRATIVE)
