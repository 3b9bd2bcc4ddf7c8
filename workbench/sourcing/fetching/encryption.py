"""What an encrypted connection proves, and why it fails, in words."""

import hashlib
import ssl
from typing import Any, Final

from workbench.model.sourcing import Certificate, Outcome
from workbench.sourcing.fetching.failures import Failure, causes
from workbench.text import clean_line, squeeze

_SHOWN_CHARACTERS: Final = 120
_NO_ENCRYPTION: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE")
_CERTIFICATE_REASONS: Final = {
    10: "its certificate has expired",
    9: "its certificate is not valid yet",
    18: "its certificate is self-signed",
    19: "its certificate comes from an unknown issuer",
    20: "its certificate comes from an unknown issuer",
    21: "its certificate comes from an unknown issuer",
    23: "its certificate was revoked",
    62: "its certificate is for another host",
    64: "its certificate is for another address",
}
"""By OpenSSL's number of the verification error."""


def encryption_failed(place: str, error: Exception) -> Failure:
    """What an error while agreeing on encryption means."""
    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = _CERTIFICATE_REASONS.get(
                cause.verify_code, f"its certificate does not hold ({_line(cause.verify_message)})"
            )
            return Failure(
                Outcome.UNTRUSTED, f"{place} cannot prove who it is: {reason}; nothing was fetched"
            )
    for cause in causes(error):
        if isinstance(cause, ssl.SSLError):
            if cause.reason in _NO_ENCRYPTION:
                return Failure(
                    Outcome.PROTOCOL, f"{place} speaks no encryption there; try it with http://"
                )
            return Failure(
                Outcome.PROTOCOL,
                f"{place} could not agree on encryption ({_line(cause.reason or 'unknown')})",
            )
    return Failure(Outcome.UNREACHABLE, f"{place} hung up while agreeing on encryption", retry=True)


def certificate_of(secured: Any) -> Certificate | None:
    """The certificate that was shown on a connection, if it is an encrypted one."""
    if not isinstance(secured, ssl.SSLObject | ssl.SSLSocket):
        return None
    encoded = secured.getpeercert(binary_form=True)
    if encoded is None:
        return None
    facts: dict[str, Any] = secured.getpeercert() or {}
    issuer = {name: value for part in facts.get("issuer", ()) for name, value in part}
    return Certificate(
        sha256=hashlib.sha256(encoded).hexdigest(),
        protocol=secured.version(),
        issuer=issuer.get("organizationName") or issuer.get("commonName"),
        not_after=facts.get("notAfter"),
    )


def _line(said: str) -> str:
    return squeeze(clean_line(said, _SHOWN_CHARACTERS))
