"""Whether a name is that of a person, as far as it can be told from the name alone."""

from functools import cache
from typing import Final, Literal

from workbench.model import NameKind
from workbench.reading.grammar.tokens import Spellings, tokenise
from workbench.reading.names.gazetteer import given_names, lookup
from workbench.reading.names.kinds import parts_of
from workbench.text import squeeze

Kind = Literal["organisation", "crowd", "nobody", "person"]
_CERTAIN: Final = 2
_LONGEST: Final = 200
_NOBODY: Final = frozenset(
    {"unknown", "anonymous", "n/a", "na", "none", "no author", "various", "various sources",
     "multiple sources", "multiple", "unnamed", "not available", "-", "?", "author", "claimant"}
)  # fmt: skip
_CROWD_WORDS: Final = frozenset(
    {"posts", "users", "user", "bloggers", "viral", "memes", "meme", "websites", "rumours",
     "rumors", "people", "netizens", "commenters", "pages", "accounts", "chain", "video", "image",
     "messages", "message", "tweets", "internet", "forwards"}
)  # fmt: skip
_PLATFORMS: Final = frozenset(
    {"facebook", "instagram", "tiktok", "twitter", "whatsapp", "youtube", "telegram", "reddit",
     "threads", "x", "weibo", "wechat", "vkontakte", "social media", "the internet"}
)  # fmt: skip
_BODY_ENDINGS: Final = frozenset(
    {"inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "plc", "s.a.", "corp", "corp.", "co.", "e.v.",
     "news", "times", "post", "tribune", "gazette", "herald", "foundation", "institute", "party",
     "ministry", "university", "council", "association", "agency", "committee", "bureau", "desk",
     "network", "channel", "tv", "radio", "media", "newspaper", "magazine", "factcheck", "check"}
)  # fmt: skip


@cache
def kind_of_name(name: str) -> Kind | None:
    """What a name names; ``None`` where it cannot be told."""
    said = squeeze(name[:_LONGEST])
    folded = said.casefold()
    if folded in _NOBODY:
        return "nobody"
    words = folded.split()
    if len(words) in (2, 3) and said.split()[0] in given_names() and lookup(said) is None:
        return "person"
    if folded in _PLATFORMS or (len(words) > 1 and _CROWD_WORDS & {words[0], words[-1]}):
        return "crowd"
    # Which words make a name is learnt from English; elsewhere only what is listed counts.
    known = lookup(said) or lookup(said.removeprefix("The ").removeprefix("the "))
    if known is not None:
        is_body = known.kind in (NameKind.ORGANISATION, NameKind.PLACE, NameKind.UNIT)
        return "organisation" if is_body else None
    if len(words) > 1 and words[-1] in _BODY_ENDINGS and said.split()[0] not in given_names():
        return "organisation"
    tokens = tokenise(said, 0, len(said), Spellings())
    parts = parts_of(tokens, 0, len(tokens)) if tokens and tokens[0].capital else []
    if len(parts) != 1 or parts[0][:2] != (0, len(tokens)) or parts[0][3] < _CERTAIN:
        return "person" if tokens and said.split()[0] in given_names() and len(words) > 1 else None
    kind = parts[0][2]
    if kind in (NameKind.ORGANISATION, NameKind.UNIT):
        return "organisation"
    return "person" if kind is NameKind.PERSON else None
