"""A timestamp authority of our own: its keys are made anew, its answers are real RFC 3161."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
POLICY = "1.3.6.1.4.1.99999.1"
SHA256 = "2.16.840.1.101.3.4.2.1"
SHA384 = "2.16.840.1.101.3.4.2.2"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 128 + len(size)]) + size + body


def sequence(*parts: bytes) -> bytes:
    return der(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return der(0x31, *sorted(parts))


def integer(value: int) -> bytes:
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def octets(value: bytes) -> bytes:
    return der(0x04, value)


def identifier(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    pieces = b""
    for number in (first * 40 + second, *rest):
        piece = bytes([number & 127])
        while number := number >> 7:
            piece = bytes([128 | number & 127]) + piece
        pieces += piece
    return der(0x06, pieces)


def algorithm(dotted: str) -> bytes:
    return sequence(identifier(dotted), b"\x05\x00")


@dataclass
class Party:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def party(
    name: str,
    issuer: Party | None = None,
    *,
    for_timestamps: bool = True,
    serial: int | None = None,
    begins: datetime = NOW - timedelta(days=10),
    ends: datetime = NOW + timedelta(days=10),
) -> Party:
    """A root, or whoever ``issuer`` vouches for; an authority in between has no such purpose."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    leaf = name.startswith("Stamps")
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        .add_extension(_usage(leaf=leaf), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        known = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(known, critical=False)
    if leaf:
        purpose = (
            ExtendedKeyUsageOID.TIME_STAMPING if for_timestamps else ExtendedKeyUsageOID.SERVER_AUTH
        )
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Party(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


def _usage(*, leaf: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=leaf,
        key_cert_sign=not leaf,
        crl_sign=not leaf,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass
class Authority:
    """Stamps whatever it is asked to, or lies in the way a test wants."""

    signer: Party
    others: Sequence[Party] = ()
    at: datetime = NOW
    hash_algorithm: str = SHA256
    signer_first: bool = True

    def stamp(self, digest: bytes, nonce: int | None = None, *, tampered: bool = False) -> bytes:
        """A whole answer with a token over ``digest``."""
        info = sequence(
            integer(1),
            identifier(POLICY),
            sequence(algorithm(self.hash_algorithm), octets(digest)),
            integer(77),
            der(0x18, self.at.strftime("%Y%m%d%H%M%SZ").encode()),
            sequence(integer(1)),
            integer(nonce) if nonce is not None else b"",
        )
        signed = sequence(
            integer(3),
            set_of(algorithm(SHA256)),
            sequence(identifier("1.2.840.113549.1.9.16.1.4"), der(0xA0, octets(info))),
            der(0xA0, *self._certificates()),
            set_of(self._signature(info + b"!" if tampered else info)),
        )
        token = sequence(identifier("1.2.840.113549.1.7.2"), der(0xA0, signed))
        return sequence(sequence(integer(0)), token)

    def answer(self, request: bytes, **how: bool) -> bytes:
        """What it answers to a request as it came over the wire."""
        digest, nonce = asked_for(request)
        return self.stamp(digest, nonce, **how)

    def _certificates(self) -> list[bytes]:
        certificates = [each.der for each in (self.signer, *self.others)]
        return certificates if self.signer_first else certificates[::-1]

    def _signature(self, info: bytes) -> bytes:
        hashed = octets(hashlib.sha256(self.signer.der).digest())
        attributes = (
            _attribute("1.2.840.113549.1.9.3", identifier("1.2.840.113549.1.9.16.1.4")),
            _attribute("1.2.840.113549.1.9.4", octets(hashlib.sha256(info).digest())),
            _attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(hashed)))),
        )
        to_sign = set_of(*attributes)
        certificate = self.signer.certificate
        return sequence(
            integer(1),
            sequence(certificate.issuer.public_bytes(), integer(certificate.serial_number)),
            algorithm(SHA256),
            b"\xa0" + to_sign[1:],
            sequence(identifier("1.2.840.10045.4.3.2")),
            octets(self.signer.key.sign(to_sign, ec.ECDSA(hashes.SHA256()))),
        )


def _attribute(dotted: str, value: bytes) -> bytes:
    return sequence(identifier(dotted), set_of(value))


def refusal(status: int, words: str) -> bytes:
    """An answer without a token."""
    return sequence(sequence(integer(status), sequence(der(0x0C, words.encode()))))


def asked_for(request: bytes) -> tuple[bytes, int]:
    """The digest and the nonce in a request over SHA-256."""
    start = request.index(b"\x05\x00\x04\x20") + 4
    nonce_length = request[start + 33]
    nonce = request[start + 34 : start + 34 + nonce_length]
    return request[start : start + 32], int.from_bytes(nonce, "big")
