"""Lint a page, a feed or a file: read what is in it, apply the rules, tell what was found."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import InputError, NetworkError, UsageError
from workbench.linting import BrokenJson, Finding, Piece, Severity, Surroundings, json_pieces
from workbench.linting import lint as apply_rules
from workbench.linting.checks.addresses import is_address
from workbench.linting.checks.common import Trouble
from workbench.linting.lint import at_a_place, finding
from workbench.linting.nodes import Value
from workbench.linting.pieces import pieces_of_values
from workbench.model import Outcome
from workbench.sourcing.reviews import decoded
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Web

MAX_BYTES: Final = 64 * 1024 * 1024
STANDARD_INPUT: Final = "-"
A_FEW: Final = 5
"""So many addresses are opened as a person would; of more, robots.txt is heeded."""
MOST_FINDINGS: Final = 20_000
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_NOWHERE: Final = frozenset(
    {Outcome.DEAD, Outcome.UNREACHABLE, Outcome.REDIRECTS, Outcome.BLOCKED, Outcome.LEGAL}
)


@dataclass(frozen=True, slots=True)
class End:
    """Where an address ends up, or why not; ``left_alone`` says that it was not tried."""

    address: str | None = None
    problem: str | None = None
    left_alone: bool = False


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in one file or page. ``reviews`` counts those that were checked."""

    name: str
    reviews: int
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
    urls: tuple[Value, ...] = ()

    @property
    def addresses(self) -> list[str]:
        """The web addresses of the reviews."""
        return [said for one in self.urls if is_address(said := (one.said or "").strip())]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(one.severity is Severity.ERROR for one in self.findings)

    @property
    def advice(self) -> int:
        """How many findings are advice."""
        return len(self.findings) - self.errors


def lint(
    data: bytes,
    name: str,
    *,
    address: str | None = None,
    content_type: str | None = None,
    now: datetime | None = None,
) -> Linted:
    """Check the fact-checks in a page, a feed or a file of JSON.

    ``address`` is where the page was fetched from.

    Raises:
        InputError: It is empty, binary, too large, or JSON that is broken.
    """
    shown = clean_line(name, 200)
    _check_bytes(data, shown)
    today = (now or datetime.now(UTC)).astimezone(UTC).date()
    beginning = decoded(data[:4_096]).lstrip("\ufeff \t\r\n")[:1]
    remarks: tuple[str, ...] = ()
    broken: list[Finding] = []
    if beginning in ("{", "["):
        try:
            pieces = json_pieces(decoded(data).removeprefix("\ufeff"))
        except BrokenJson as error:
            raise InputError(
                f"{shown} is no valid JSON: line {error.line}, column {error.column}: {error}"
            ) from None
        remarks = _encoding_remark(data)
    elif beginning == "<" or "html" in (content_type or ""):
        pieces, broken, remarks, canonical = _of_page(data, shown, address, content_type)
        address = address or canonical
    else:
        raise InputError(f"{shown} is neither HTML nor JSON; a page or its JSON-LD is needed")
    checked = apply_rules(pieces, Surroundings(today, address), broken)
    found = checked.findings
    if len(found) > MOST_FINDINGS:
        remarks = (*remarks, f"only the first {MOST_FINDINGS} of {len(found)} findings are told")
        found = found[:MOST_FINDINGS]
    return Linted(shown, checked.reviews, found, remarks, checked.urls)


def strict(linted: Linted) -> Linted:
    """The same with every piece of advice told as an error."""
    found = tuple(replace(one, severity=Severity.ERROR) for one in linted.findings)
    return replace(linted, findings=found)


def read_input(path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: It is missing, a folder, too large, or may not be read.
        UsageError: What is meant is a web page, by the look of it.
    """
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    from workbench.desk.sourcing.files import read_bytes

    try:
        too_large = Path(path).is_file() and Path(path).stat().st_size > MAX_BYTES
    except (OSError, ValueError):
        too_large = False
    if too_large:
        raise InputError(_too_large(clean_line(path, 200)))
    return read_bytes(path)


def _check_bytes(data: bytes, shown: str) -> None:
    if len(data) > MAX_BYTES:
        raise InputError(_too_large(shown))
    if not data.strip():
        raise InputError(f"{shown} is empty; there is nothing to check")
    if b"\x00" in data[:4_096] and not data.startswith(_MARKS):
        raise InputError(f"{shown} is binary data; a page or its JSON-LD is needed")


def _too_large(shown: str) -> str:
    return f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB; split it into parts"


def _encoding_remark(data: bytes) -> tuple[str, ...]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (f"line {line}: not UTF-8, as JSON must be; read as another encoding",)
    return ()


def _of_page(
    data: bytes, shown: str, address: str | None, content_type: str | None
) -> tuple[list[Piece], list[Finding], tuple[str, ...], str | None]:
    found = _structured(data, shown, address, content_type)
    pieces: list[Piece] = []
    broken: list[Finding] = []
    for script in found["scripts"]:
        try:
            pieces += json_pieces(script["text"], line=int(script["line"]))
        except BrokenJson as error:
            words = f"a script is no valid JSON: {error}"
            broken.append(at_a_place("json-broken", words, error.line, error.column))
    items = [(str(one["syntax"]), one["value"]) for one in found["items"]]
    pieces += pieces_of_values(items)
    canonical = found.get("canonical")
    remarks = tuple(str(one) for one in found.get("remarks", ()))
    return pieces, broken, remarks, canonical if isinstance(canonical, str) else None


def _structured(
    data: bytes, shown: str, address: str | None, content_type: str | None
) -> dict[str, Any]:
    from workbench.sourcing.pages.blocking import read_value_blocking
    from workbench.sourcing.pages.conversation import Trouble
    from workbench.sourcing.pages.frames import STRUCTURED_DATA

    try:
        found: dict[str, Any] = read_value_blocking(
            data, STRUCTURED_DATA, address=address, content_type=content_type
        )
    except Trouble as trouble:
        raise InputError(f"{shown} {trouble}") from None
    problem = found.get("problem")
    if problem:
        raise InputError(f"{shown} {clean_line(str(problem), 200)}")
    return found


async def ends_of(addresses: Iterable[str], web: "Web") -> dict[str, End]:
    """Open the addresses of reviews, to see where each ends up.

    Every hop is checked like the first address. Of more than a few, those are left alone whose
    sites ask programs to (robots.txt).
    """
    from workbench.desk.sourcing.fetching import as_they_come
    from workbench.sourcing.addresses import host_of
    from workbench.sourcing.fetching import RobotsRules, fetch

    wanted = dict.fromkeys(addresses)
    rules = RobotsRules(web.client, web.options) if len(wanted) > A_FEW else None

    async def one(address: str) -> tuple[str, End]:
        if rules is not None and not await rules.allows(address):
            return address, End(left_alone=True)
        try:
            exchange = await fetch(address, web.options, client=web.client)
        except UsageError as refusal:
            return address, End(problem=str(refusal))
        if exchange.outcome in _NOWHERE:
            return address, End(problem=exchange.reason or exchange.outcome.value)
        return address, End(exchange.address)

    coming = as_they_come(wanted, host_of, one, of_one_host=web.at_once)
    return {address: end async for address, end in coming}


async def page_at(address: str, web: "Web") -> tuple[bytes, str, str | None]:
    """The bytes of a page, the address that it ended up at, and its content type.

    Raises:
        UsageError: The address is refused; nothing was sent.
        NetworkError: It could not be fetched.
    """
    from workbench.desk.sourcing.fetching import describe_outcome, header
    from workbench.sourcing.addresses import check_web_address
    from workbench.sourcing.fetching import fetch

    exchange = await fetch(check_web_address(address), web.options, client=web.client)
    if exchange.outcome is Outcome.BLOCKED and not exchange.hops:
        raise UsageError(exchange.reason or f"{clean_line(address, 200)} is not gone to")
    if exchange.outcome is not Outcome.CAPTURED or not exchange.body:
        told = clean_line(describe_outcome(exchange.outcome, exchange.reason))
        raise NetworkError(f"{clean_line(address, 200)}: {told}")
    return exchange.body, exchange.address, header(exchange, "content-type")


def with_ends(linted: Linted, ends: Mapping[str, End]) -> Linted:
    """The same with what was found out by opening the addresses of the reviews."""
    found = list(linted.findings)
    for value in linted.urls:
        url = (value.said or "").strip()
        end = ends.get(url)
        if end is None:
            continue
        if end.problem is not None:
            words = f"url {clean_line(url, 120)}: {clean_line(end.problem, 120)}"
            found.append(finding(Trouble("url-dead", value, words)))
        elif end.address and _bare(end.address) != _bare(url):
            words = f"url {clean_line(url, 120)} leads to {clean_line(end.address, 120)}"
            found.append(finding(Trouble("url-redirects", value, words)))
    found.sort(key=lambda one: (one.line, one.column))
    alone = sum(end.left_alone for end in ends.values())
    words = f"{alone} of {len(ends)} addresses were not opened: their sites ask programs not to"
    remarks = (*linted.remarks, words) if alone else linted.remarks
    return replace(linted, findings=tuple(found), remarks=remarks)


def _bare(address: str) -> str:
    return address.partition("#")[0].rstrip("/")
