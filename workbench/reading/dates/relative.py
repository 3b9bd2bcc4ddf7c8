"""Patterns for dates that are counted from another: from the day of writing or the story's."""

from collections.abc import Iterator

from workbench.reading.dates.expressions import Anchor, Expression, Kind, Unit
from workbench.reading.dates.patterns import Match, Pattern, first_letters, pattern
from workbench.reading.dates.vocabulary import WEEKS_IN_FORTNIGHT, any_of, pieces, vocabulary

HOURS_IN_HALF_DAY = 12
LOOK_AHEAD = 12


def relative_patterns() -> list[Pattern]:
    """Give the patterns, those that take in most first."""
    p = pieces()
    known = vocabulary()
    the = rf"(?:{p['the']}\s+)?"
    about = rf"(?:(?:{any_of(known.about)})\s+)?"
    more = rf"(?:\s+{p['and_a_half']})?"
    count = rf"(?:(?P<vague>{p.vague_count})|(?P<count>{p.count}){more})"
    or_so = rf"(?:{p['or_so']}\s+)?"
    at_stop = r"(?=[.,;:)”\"’]|$)"
    other_days = any_of(word for word, step in known.day_offsets.items() if step)
    steps = any_of(word for word, step in known.which.items() if step)
    this_or_that = rf"(?P<which>{p.which}|{p['that']}|{p['the']}\s+{p['same']})"
    clause = rf"(?!\s+(?:{p['clause_openers']}|[^\W\d_]+{p['gerund_ending']})\b)"
    zone = rf"(?:\s+\(?{p.zone}\)?)?"
    return [
        pattern(
            "day beside day",
            "deictic day",
            rf"""{p["the"]}\s+{p["day_word"]}\s+(?P<side>{p["before"]}|{p["after"]})
            \s+(?P<day>{other_days})""",
            _day_beside_day,
        ),
        pattern("day offset", "deictic", rf"(?P<day>{any_of(known.day_offsets)})", _day_offset),
        pattern(
            "shift",
            "ago",
            rf"""{about} {count} \s+{or_so} (?P<unit>{p.unit}) \s+ (?:(?P<ago>{p["ago"]})
            |(?P<from_now>{p["from_now"]})
            |(?:(?P<earlier>{p["earlier"]})|(?P<later>{p["later"]}))(?!\s+{p["than"]})
            |(?:(?P<before>{p["before"]})|(?P<after>{p["after"]})){at_stop})""",
            _shift,
            needs="unit",
        ),
        pattern(
            "shift announced",
            "announced",
            rf"(?P<ago>{p['ago_before']})\s+{about} {count} \s+ (?P<unit>{p.unit})",
            _shift,
        ),
        pattern(
            "stretch",
            "unit",
            rf"""{the} (?P<which>{steps}) \s+
            (?:(?P<vague>{p.vague_count})|(?P<count>{p.count})) \s+ (?P<unit>{p.unit})""",
            _stretch,
        ),
        pattern(
            "edge",
            "edge",
            rf"""{the} (?P<edge>{any_of(known.edges)}) \s+ {p["of"]} \s+
            (?:(?:{p["the"]}|(?P<which>{p.which}|{p["that"]}))\s+(?P<unit>{p["unit_of_edge"]})
            | (?P<month>{p.full_month}) (?:,?\s+(?P<month_year>{p.year}))? | (?P<year>{p.year}))""",
            _edge,
        ),
        pattern(
            "day beside",
            "day unit",
            rf"""{p["the"]}\s+(?P<unit>{p["unit_beside"]})\s+
            (?:(?P<before>{p["before"]}|{p["earlier"]})|(?P<after>{p["after"]}|{p["later"]})){clause}
            | {p["the"]}\s+(?P<which>{any_of(known.of_the_story)})
            \s+(?:{p["day_word"]}|(?P<part>{p.part}))
            | {p["that"]}\s+(?:{p["same"]}\s+)?(?:{p["day_word"]}|(?P<part_of_that>{p.part}))""",
            _day_beside,
            starts=first_letters(known.classes.of("the"), known.classes.of("that")),
        ),
        pattern(
            "part of day",
            "part",
            rf"""(?P<placed>(?:(?P<which>{any_of(known.of_today)})|{p["placed_in_day"]})\s+)?
            (?:{p["early_or_late"]}[-\s]+)?(?P<part>{p.part})(?!{p["plural_ending"]}\b)""",
            _part_of_day,
        ),
        pattern("overnight", "part", rf"(?P<part>{p['overnight']})", _overnight),
        pattern(
            "unit",
            "unit",
            rf"""(?:{p["the"]}\s+|{p["sometime"]}\s+)? {this_or_that} \s+
            (?P<unit>{p["weekend_word"]}|{p["one_unit"]})
            (?!-(?!{p["length_after_unit"]})|\s+{p["goes_on_after_unit"]})""",
            _unit,
        ),
        pattern(
            "weekday",
            "weekday",
            rf"""(?:{the}(?P<which>{p.which})\s+)? (?P<weekday>{p.weekday})""",
            _weekday,
        ),
        pattern(
            "clock",
            "clock",
            rf"""(?P<hour>1[0-2]|0?\d)(?:[:.](?P<minute>[0-5]\d))?\s?
            (?P<half>{any_of(known.halves_of_day)})(?!\w) {zone}
            | (?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?P<seconds>:[0-5]\d)?(?!\.\d) {zone}
            | (?P<hour_zone>[01]\d|2[0-3])[.:]?(?P<minute_zone>[0-5]\d)\s+{p.zone}""",
            _clock,
        ),
        pattern(
            "clock word", "part", rf"(?<=\s)(?P<word>{any_of(known.clock_words)})", _clock_word
        ),
    ]


def _day_beside_day(found: Match) -> Iterator[Expression]:
    step = vocabulary().day_offsets[found.word("day")]
    yield Expression(*found.span(), Kind.DAY_OFFSET, step=2 * step)


def _day_offset(found: Match) -> Iterator[Expression]:
    word = found.word("day")
    known = vocabulary()
    part, step = known.part_of_offset.get(word), known.day_offsets[word]
    yield Expression(*found.span(), Kind.DAY_OFFSET, step=step, part=part)


def _count(found: Match) -> int | None:
    return None if found.word("vague") else vocabulary().count(found.word("count"))


def _counted_unit(found: Match) -> tuple[int | None, Unit]:
    known = vocabulary()
    count = _count(found)
    if found.word("unit") in known.fortnights and count is not None:
        count *= WEEKS_IN_FORTNIGHT
    return count, known.units[found.word("unit")]


def _shift(found: Match) -> Iterator[Expression]:
    count, unit = _counted_unit(found)
    forward = any(found.word(side) for side in ("from_now", "later", "after"))
    from_now = bool(found.word("ago") or found.word("from_now"))
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
    forward = vocabulary().which[found.word("which")] > 0
    yield Expression(
        *found.span(),
        Kind.STRETCH,
        unit=unit,
        step=None if count is None else count if forward else -count,
        number=1 if forward else -1,
    )


def _edge(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    number = known.edges[found.word("edge")]
    if found.word("unit"):
        step = known.which.get(found.word("which"), 0)
        narrative = found.word("which") in known.classes.of("that")
        anchor = Anchor.NARRATIVE if narrative else Anchor.DOCUMENT
        unit = known.units[found.word("unit")]
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
    if found.word("unit"):
        step = -1 if found.word("before") else 1
        unit = known.units[found.word("unit")]
        kind = Kind.SHIFT if unit is Unit.DAY else Kind.UNIT
        yield Expression(start, end, kind, unit=unit, step=step, anchor=Anchor.NARRATIVE)
        return
    step = known.of_the_story.get(found.word("which"), 0)
    part = found.word("part") or found.word("part_of_that") or None
    yield Expression(
        start, end, Kind.SHIFT, unit=Unit.DAY, step=step, part=part, anchor=Anchor.NARRATIVE
    )


def _part_of_day(found: Match) -> Iterator[Expression]:
    span, part = found.span(), found.word("part")
    if found.word("which"):
        step = vocabulary().of_today[found.word("which")]
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
    part = vocabulary().part_of_offset.get(found.word("part"))
    yield Expression(*found.span(), Kind.PART_OF_DAY, part=part, anchor=Anchor.NARRATIVE)


def _unit(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    classes = known.classes
    word = found.word("which")
    has_article = found.opens_with(classes.ending("the"))
    following = found.text.small[found.end() : found.end() + LOOK_AHEAD].split()
    of_follows = bool(following) and following[0] in classes.of("of")
    if has_article and of_follows and word in classes.of("not_with_of"):
        return
    narrative = word in classes.of("that") or (
        has_article and word not in classes.of("from_writing_with_the")
    )
    step = known.which.get(word, 0)
    unit = (
        Unit.WEEKEND
        if found.word("unit") in classes.of("weekend_word")
        else known.units[found.word("unit")]
    )
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
    has_article = found.opens_with(known.classes.ending("the"))
    step = known.which.get(found.word("which"))
    narrative = has_article and bool(known.of_the_story.get(found.word("which")))
    yield Expression(
        *found.span(),
        Kind.WEEKDAY,
        weekday=known.full_weekdays[found.word("weekday")],
        step=step,
        anchor=Anchor.NARRATIVE if narrative else Anchor.DOCUMENT,
    )


def _clock(found: Match) -> Iterator[Expression]:
    if found.word("seconds"):
        before = found.text.words_before(found.start())
        if not before or before[-1] not in vocabulary().before_clock:
            return  # "won in 2:04:18" is a length of time
    if found.word("half"):
        hour = int(found.word("hour")) % HOURS_IN_HALF_DAY
        hour += vocabulary().halves_of_day[found.word("half")]
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
