"""Certificates good and bad, made anew for each run."""

import datetime as dt
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "site.test"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class Certificates:
    """An authority of our own, a stranger's, and what they issue."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = _authority("Authority of the tests")
        self._stranger = _authority("Somebody unknown")

    def trust(self) -> ssl.SSLContext:
        """The context of a client that trusts our authority and nobody else."""
        certificate = self._authority.certificate.public_bytes(serialization.Encoding.PEM)
        return ssl.create_default_context(cadata=certificate.decode("ascii"))

    def good(self) -> ssl.SSLContext:
        return self._server("good", _issue(self._authority))

    def expired(self) -> ssl.SSLContext:
        return self._server("expired", _issue(self._authority, starts=-30, ends=-1))

    def not_yet_valid(self) -> ssl.SSLContext:
        return self._server("early", _issue(self._authority, starts=10, ends=20))

    def wrong_host(self) -> ssl.SSLContext:
        return self._server("wrong", _issue(self._authority, name="other.test"))

    def self_signed(self) -> ssl.SSLContext:
        return self._server("self", _issue(None))

    def unknown_issuer(self) -> ssl.SSLContext:
        return self._server("unknown", _issue(self._stranger))

    def _server(self, name: str, issued: Issued) -> ssl.SSLContext:
        path = self._folder / f"{name}.pem"
        path.write_bytes(
            issued.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + issued.certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _authority(name: str) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    return Issued(_sign(name, key, name, key, -1, 365, None), key)


def _issue(issuer: Issued | None, *, name: str = NAME, starts: int = -1, ends: int = 30) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    if issuer is None:
        return Issued(_sign(name, key, name, key, starts, ends, name), key)
    by = issuer.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Issued(_sign(name, key, str(by), issuer.key, starts, ends, name), key)


def _sign(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    starts: int,
    ends: int,
    host: str | None,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + starts * _DAY)
        .not_valid_after(now + ends * _DAY)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if host is not None:
        names = [x509.DNSName(host), x509.IPAddress(ip_address("127.0.0.2"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
