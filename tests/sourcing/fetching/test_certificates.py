"""Encrypted connections: who a server is must be proven, and how it fails is told."""

import hashlib
import ssl

import pytest

from tests.sourcing.horrors.certificates import Certificates
from tests.sourcing.horrors.names import HERE, Names
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer
from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.fetching import Client, FetchOptions

OPTIONS = FetchOptions(allow_any_port=True, attempts=1)


async def fetched(horrors: Horrors, certificates: Certificates, port: int) -> Exchange:
    horrors.on("/a", answer())
    names = Names(site_test=HERE)
    async with Client(policy=horrors.policy, resolver=names, trust=certificates.trust()) as client:
        url = horrors.url("/a", host="site.test", scheme="https", port=port)
        return await client.fetch(url, OPTIONS)


async def test_a_certificate_that_holds_is_kept_by_its_fingerprint(
    horrors: Horrors, certificates: Certificates
) -> None:
    port = horrors.listen(certificates.good())
    page = await fetched(horrors, certificates, port)
    assert page.outcome is Outcome.CAPTURED
    shown = ssl.get_server_certificate(("127.0.0.1", port))
    assert page.certificate is not None
    assert page.certificate.sha256 == hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).hexdigest()
    assert page.certificate.protocol == "TLSv1.3"
    assert page.certificate.issuer == "Authority of the tests"
    assert page.certificate.not_after is not None
    assert page.certificate.not_after.endswith("GMT")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("expired", "its certificate has expired"),
        ("not_yet_valid", "its certificate is not valid yet"),
        ("wrong_host", "its certificate is for another host"),
        ("self_signed", "its certificate is self-signed"),
        ("unknown_issuer", "its certificate comes from an unknown issuer"),
    ],
)
async def test_a_certificate_that_does_not_hold_ends_the_fetch_with_the_reason(
    horrors: Horrors, certificates: Certificates, kind: str, words: str
) -> None:
    port = horrors.listen(getattr(certificates, kind)())
    page = await fetched(horrors, certificates, port)
    assert page.outcome is Outcome.UNTRUSTED
    place = f"site.test:{port}"
    assert page.reason == f"{place} cannot prove who it is: {words}; nothing was fetched"
    assert (page.body, page.status) == (None, None)
    assert horrors.requests == []


async def test_the_authorities_of_the_library_are_trusted_and_not_ours(
    horrors: Horrors, certificates: Certificates
) -> None:
    port = horrors.listen(certificates.good())
    async with Client(policy=horrors.policy, resolver=Names(site_test=HERE)) as client:
        url = horrors.url("/a", host="site.test", scheme="https", port=port)
        page = await client.fetch(url, OPTIONS)
    assert page.outcome is Outcome.UNTRUSTED


async def test_a_server_that_speaks_no_encryption_is_told_as_that(
    horrors: Horrors, certificates: Certificates
) -> None:
    page = await fetched(horrors, certificates, horrors.port)
    assert page.outcome is Outcome.PROTOCOL
    assert page.reason is not None
    assert page.reason.endswith("speaks no encryption there; try it with http://")


async def test_an_address_in_numbers_needs_a_certificate_for_it(
    horrors: Horrors, certificates: Certificates
) -> None:
    port = horrors.listen(certificates.good())
    async with Client(policy=horrors.policy, trust=certificates.trust()) as client:
        page = await client.fetch(horrors.url("/a", scheme="https", port=port), OPTIONS)
    assert page.outcome is Outcome.UNTRUSTED
    assert page.reason is not None
    assert "its certificate is for another address" in page.reason
