"""Have an authority sign that a capture existed by now, and check such a signature later."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.attaching import short_source
from workbench.desk.sourcing.fetching import Web
from workbench.errors import InputError, NotSo, UsageError
from workbench.ledger.queries import kept, timestamps
from workbench.ledger.recording import record_timestamp
from workbench.model import Capture
from workbench.named_paths import set_path
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.timestamps import TimestampFacts

_MOST_ROOTS_BYTES: Final = 16 << 20


async def stamp(capture: Capture, web: Web) -> bytes:
    """Ask the authority of the settings to sign the facts of a capture; only a hash is sent.

    Raises:
        UsageError: The extra for it is not installed.
        NetworkError: The authority could not be asked.
        NotSo: It refused.
    """
    from workbench.sourcing.timestamps import capture_manifest, request_timestamp

    authority = load_settings().sources.timestamp_url
    manifest = capture_manifest(capture)
    return await request_timestamp(web.asker, manifest, authority, pacing=web.pacing)


def keep_stamp(ledger: "Ledger", capture: Capture, token: bytes) -> None:
    """Keep what the authority signed, as one act."""
    from workbench.sourcing.timestamps import capture_manifest, manifest_digest

    label = f"Timestamp a capture of {short_source(capture.source)}"
    with ledger.act(label) as act:
        record_timestamp(
            act,
            capture,
            authority=load_settings().sources.timestamp_url,
            token=token,
            digest=manifest_digest(capture_manifest(capture)),
            at=ledger.now(),
        )


def check_stamp(ledger: "Ledger", capture: Capture, roots: Path | None = None) -> "TimestampFacts":
    """What the newest timestamp of a capture says, if its signature leads to a trusted root.

    Raises:
        NotSo: There is none, or it does not hold.
        UsageError: No roots are given or set, or the extra is not installed.
        InputError: The file of roots cannot be read.
    """
    from workbench.sourcing.timestamps import (
        capture_manifest,
        manifest_digest,
        read_roots,
        verify_timestamp,
    )

    found = [each for each in timestamps(ledger, capture.source) if each.capture == capture.id]
    if not found:
        raise NotSo(f"capture {capture.id[-8:]} has no timestamp")
    stamped = found[0]
    # Without its page copy a capture's facts are not whole; only what was stamped can be checked.
    whole = not capture.left_out
    if whole and stamped.digest != manifest_digest(capture_manifest(capture)):
        raise NotSo(f"capture {capture.id[-8:]} is not what was stamped: the hashes differ")
    token = kept(ledger, stamped.token)
    return verify_timestamp(token, stamped.digest, read_roots(_roots(roots)))


def _roots(given: Path | None) -> bytes:
    named = load_settings().sources.timestamp_roots
    path = given or (set_path(named, "sources.timestamp_roots") if named else None)
    if path is None:
        raise UsageError(
            "a timestamp is checked against the root certificates you trust; give their file "
            "with --roots, or set sources.timestamp_roots"
        )
    try:
        with path.open("rb") as file:
            return file.read(_MOST_ROOTS_BYTES)
    except OSError as error:
        raise InputError(
            f"the roots {clean_line(str(path))} cannot be read: {error.strerror}"
        ) from None
