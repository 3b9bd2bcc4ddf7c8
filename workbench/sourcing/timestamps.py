"""Timestamps of RFC 3161: an authority signs that a capture's facts existed by a certain moment.

A timestamp says "existed by" and no more: neither that the page said so, nor who fetched it. The
authority is sent a hash, never a page. Needs rfc3161-client, the extra ``timestamp``.
"""

import hashlib
import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import InputError, NetworkError, NotSo, UsageError
from workbench.model.sourcing import Capture
from workbench.sourcing.addresses import check_web_address, host_of
from workbench.sourcing.archives.asking import Asker, Question, ask_in_turn, said, trouble
from workbench.sourcing.archives.pacing import Pacing, Service
from workbench.sourcing.token_order import with_sorted_certificates

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

MANIFEST_VERSION: Final = 1
MAX_TOKEN_BYTES: Final = 256 * 1024
SHA256_IDENTIFIER: Final = "2.16.840.1.101.3.4.2.1"

_GRANTED: Final = 0
_STATUS_WORDS: Final = {
    1: "it granted something else than was asked for",
    2: "it refused",
    3: "it wants more time",
    4: "it warns that a revocation is near",
    5: "it tells of a revocation",
}
_REASONS: Final = (
    ("has expired", "its certificate had expired by the time it names"),
    ("not yet valid", "its certificate was not yet valid at the time it names"),
    ("local issuer", "its certificate leads to none of the given roots"),
    ("self-signed", "its certificate leads to none of the given roots"),
    ("self signed", "its certificate leads to none of the given roots"),
    ("purpose", "its certificate is not for timestamps"),
    ("EKU", "its certificate is not for timestamps"),
    ("digest", "its signature does not fit"),
    ("signature", "its signature does not fit"),
    ("certificate", "its certificate cannot be followed to the given roots"),
)


@dataclass(frozen=True, slots=True)
class TimestampFacts:
    """What a verified timestamp says. ``accuracy_seconds`` is how exact the authority claims to be.

    ``authority`` is the name in the signing certificate; ``serial`` and ``policy`` are the
    authority's own.
    """

    at: datetime
    authority: str
    serial: str
    policy: str
    digest: str
    accuracy_seconds: float | None = None

    @property
    def proves(self) -> str:
        """The one thing that follows from it, in words."""
        moment = f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        return f"existed by {moment}, signed by {self.authority}"


def capture_manifest(capture: Capture) -> bytes:
    """The facts of a capture as canonical JSON: what was asked, what came, and the hashes.

    Raises:
        NotSo: The body's hash is not known: this copy of the project has no page copies.
    """
    if capture.left_out:
        raise NotSo(
            "the page copy of this capture is not in this file, and with it the facts that a "
            "timestamp is about; use a copy of the project with page copies"
        )
    exchange = capture.exchange
    certificate = exchange.certificate
    facts = {
        "manifest": MANIFEST_VERSION,
        "requested": exchange.requested,
        "address": exchange.address,
        "outcome": exchange.outcome.value,
        "status": exchange.status,
        "http_version": exchange.http_version,
        "started_at": _moment(exchange.started_at),
        "ended_at": _moment(exchange.ended_at),
        "request_headers": [list(each) for each in exchange.request_headers],
        "response_headers": [list(each) for each in exchange.response_headers],
        "hops": [[hop.status, hop.origin, hop.target] for hop in exchange.hops],
        "peer": exchange.peer,
        "certificate_sha256": certificate.sha256 if certificate else None,
        "wire_sha256": exchange.wire_sha256,
        "wire_bytes": exchange.wire_bytes,
        "complete": exchange.complete,
        "body_sha256": capture.body,
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def manifest_digest(manifest: bytes) -> str:
    """The SHA-256 that is sent to the authority, in hexadecimal."""
    return hashlib.sha256(manifest).hexdigest()


async def request_timestamp(
    client: Asker, manifest: bytes, authority: str, *, pacing: Pacing | None = None
) -> bytes:
    """Have the authority stamp the SHA-256 of ``manifest``; gives its answer, to be kept whole.

    The answer is checked to be about this request. Its signature is looked at by
    :func:`verify_timestamp`, which needs roots.

    Raises:
        UsageError: The extra is not installed, or ``authority`` is no web address.
        NetworkError: The authority could not be asked.
        NotSo: It refused, or answered another question.
    """
    library = _library()
    authority = check_web_address(authority)
    who = host_of(authority)
    request = (
        library.TimestampRequestBuilder()
        .data(manifest)
        .hash_algorithm(library.HashAlgorithm.SHA256)
        .build()
    )
    headers = (
        ("Content-Type", "application/timestamp-query"),
        ("Accept", "application/timestamp-reply"),
    )
    question = Question("POST", authority, headers, request.as_bytes(), MAX_TOKEN_BYTES)
    exchange = await ask_in_turn(client, question, pacing or Pacing(), Service.TIMESTAMP)
    if problem := trouble(exchange, who):
        raise NetworkError(f"{problem}; no timestamp was made")
    token = exchange.body or b""
    response = _granted(_decoded(token, f"the answer of {who}"), who)
    try:
        nonce = response.tst_info.nonce
    except ValueError:
        nonce = None
    if nonce != request.nonce:
        raise NotSo(f"{who} answered another request than ours (its nonce differs); not kept")
    _check_digest(response, manifest_digest(manifest), who)
    return token


def verify_timestamp(token: bytes, digest: str, roots: Sequence[bytes]) -> TimestampFacts:
    """Check a kept answer against the digest it should stamp and the roots that are trusted.

    Certificates have to be valid at the moment that the timestamp names, not today.

    Raises:
        UsageError: The extra is not installed, or there are no roots.
        InputError: A root is no certificate.
        NotSo: The timestamp does not hold; the message says why.
    """
    library = _library()
    trusted = _certificates(roots)
    response = _granted(_decoded(token, "the kept timestamp"), "the authority")
    _check_digest(response, digest, "the timestamp")
    try:
        _refuse_twins(response)
        verifier = library.VerifierBuilder(roots=trusted).build()
        verifier.verify(response, bytes.fromhex(digest))
        return _facts(response, digest)
    except library.VerificationError as error:
        raise NotSo(f"the timestamp does not hold: {_in_words(str(error))}") from None
    except NotSo:
        raise
    except Exception:
        # the certificates inside come from outside, and have many ways to be broken
        raise NotSo("the timestamp does not hold: it is damaged") from None


def read_roots(data: bytes) -> tuple[bytes, ...]:
    """The certificates in a file: one in DER, or any number in PEM.

    Raises:
        UsageError: The extra is not installed.
        InputError: It holds no certificate.
    """
    _library()
    x509 = importlib.import_module("cryptography.x509")
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
    except Exception:
        # a file can be broken in more ways than the library has a common error for
        raise InputError("the file of roots holds no certificate; it must be PEM or DER") from None
    encoding = importlib.import_module("cryptography.hazmat.primitives.serialization").Encoding
    return tuple(each.public_bytes(encoding.DER) for each in found)


def _library() -> Any:
    try:
        return importlib.import_module("rfc3161_client")
    except ImportError:
        raise UsageError(
            "timestamps need rfc3161-client; install it with: "
            "pip install 'claim-workbench[timestamp]'"
        ) from None


def _certificates(roots: Sequence[bytes]) -> "list[Certificate]":
    if not roots:
        raise UsageError("a timestamp is checked against the roots you trust; give at least one")
    x509 = importlib.import_module("cryptography.x509")
    found = dict.fromkeys(each for root in roots for each in read_roots(root))
    return [x509.load_der_x509_certificate(each) for each in found]


def _decoded(token: bytes, what: str) -> "TimeStampResponse":
    if len(token) > MAX_TOKEN_BYTES:
        raise NotSo(f"{what} is too large for a timestamp")
    try:
        response: TimeStampResponse = _library().decode_timestamp_response(
            with_sorted_certificates(token)
        )
    except ValueError:
        raise NotSo(f"{what} is no timestamp, or is damaged") from None
    return response


def _granted(response: "TimeStampResponse", who: str) -> "TimeStampResponse":
    status = response.status
    if status != _GRANTED:
        try:
            message = said(" ".join(response.status_string))
        except (ValueError, TypeError):
            message = ""
        words = _STATUS_WORDS.get(status, f"it answered with status {said(str(status), 20)}")
        raise NotSo(f"{who} made no timestamp: {words}{f' ({message})' if message else ''}")
    return response


def _check_digest(response: "TimeStampResponse", digest: str, who: str) -> None:
    try:
        imprint = response.tst_info.message_imprint
        algorithm, stamped = imprint.hash_algorithm.dotted_string, imprint.message
    except (ValueError, TypeError):
        raise NotSo(f"{who} holds no stamped hash, or is damaged") from None
    if algorithm != SHA256_IDENTIFIER:
        raise NotSo(f"{who} stamps a hash of another kind than SHA-256")
    if stamped.hex() != digest:
        raise NotSo(f"{who} stamps something else: the hashes differ")


def _refuse_twins(response: "TimeStampResponse") -> None:
    """Certificates in an answer are not signed: two of one name could pass for each other."""
    found = [_certificate(each) for each in response.signed_data.certificates]
    if len({(each.issuer, each.serial_number) for each in found}) != len(found):
        raise NotSo("the timestamp does not hold: it carries two certificates of one name")


def _facts(response: "TimeStampResponse", digest: str) -> TimestampFacts:
    stamped = response.tst_info
    signer = next(iter(response.signed_data.signer_infos))
    certificate = next(
        each
        for each in map(_certificate, response.signed_data.certificates)
        if (each.issuer, each.serial_number) == (signer.issuer, signer.serial_number)
    )
    return TimestampFacts(
        at=stamped.gen_time.replace(tzinfo=UTC),
        authority=said(certificate.subject.rfc4514_string()),
        serial=str(stamped.serial_number),
        policy=stamped.policy.dotted_string,
        digest=digest,
        accuracy_seconds=_accuracy(stamped.accuracy),
    )


def _certificate(data: bytes) -> "Certificate":
    certificate: Certificate = importlib.import_module(
        "cryptography.x509"
    ).load_der_x509_certificate(data)
    return certificate


def _accuracy(accuracy: Any) -> float | None:
    if accuracy is None:
        return None
    return (
        (accuracy.seconds or 0) + (accuracy.millis or 0) / 1e3 + (accuracy.micros or 0) / 1e6
    ) or None


def _in_words(message: str) -> str:
    return next((words for part, words in _REASONS if part in message), said(message))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
