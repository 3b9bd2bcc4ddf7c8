"""Where the program does not go, whatever the name that leads there."""

import asyncio

import pytest

from tests.sourcing.horrors.names import HERE, Names, NoNetwork
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, redirect
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import AddressPolicy, Client, FetchOptions, SystemResolver
from workbench.sourcing.fetching.policy import Private, not_public

ANY_PORT = FetchOptions(allow_any_port=True)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "4000::1",
        "nonsense",
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_called_what_it_is(address: str) -> None:
    assert not_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_public_internet_passes(address: str) -> None:
    assert not_public(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://localhost/",
        "http://LOCALHOST./",
    ],
)
async def test_it_is_not_gone_to_however_it_is_written(url: str) -> None:
    async with Client() as client:
        page = await client.fetch(url)
    assert page.outcome is Outcome.BLOCKED
    assert page.reason is not None
    assert "only with --allow-private" in page.reason or "never fetched from" in page.reason
    assert (page.status, page.peer, page.body) == (None, None, None)


@pytest.mark.parametrize(
    "answers",
    [
        ("93.184.216.34", "10.0.0.1"),
        ("::1",),
        ("::ffff:127.0.0.1",),
        ("64:ff9b::a00:1",),
        ("169.254.169.254",),
        ("93.184.216.34", "fe80::1%2"),
    ],
)
async def test_one_private_answer_for_a_name_is_enough(answers: tuple[str, ...]) -> None:
    names = Names(site_test=[answers])
    async with Client(resolver=names) as client:
        page = await client.fetch("http://site.test/")
    assert page.outcome is Outcome.BLOCKED
    assert page.reason is not None
    assert page.reason.startswith(f"site.test has the address {answers[-1]}, which is ")
    assert names.asked == ["site.test"]


async def test_a_name_is_looked_up_once_and_that_answer_is_used(horrors: Horrors) -> None:
    horrors.on("/a", answer())
    names = Names(site_test=[["127.0.0.1"], ["10.0.0.1"]])
    async with Client(policy=horrors.policy, resolver=names, spacing_seconds=0) as client:
        page = await client.fetch(horrors.url("/a", host="site.test"), ANY_PORT)
        assert names.asked == ["site.test"]
        again = await client.fetch(horrors.url("/a", host="site.test"), ANY_PORT)
    assert page.outcome is Outcome.CAPTURED
    assert page.peer == "127.0.0.1"
    assert again.outcome is Outcome.BLOCKED
    assert len(horrors.requests) == 1


async def test_a_name_that_changes_its_address_between_two_hops_is_caught(horrors: Horrors) -> None:
    url = horrors.on("/a", redirect("/b")).replace("127.0.0.1", "site.test")
    horrors.on("/b", answer())
    names = Names(site_test=[["127.0.0.1"], ["192.168.0.1"]])
    async with Client(policy=horrors.policy, resolver=names) as client:
        page = await client.fetch(url, ANY_PORT)
    assert page.outcome is Outcome.BLOCKED
    assert [hop.status for hop in page.hops] == [302]
    assert horrors.paths() == ["/a"]


async def test_a_port_that_was_allowed_allows_no_other(horrors: Horrors, client: Client) -> None:
    page = await client.fetch(horrors.on("/a", redirect("http://127.0.0.1:8080/")))
    assert page.outcome is Outcome.BLOCKED
    assert page.body is None


async def test_an_unknown_name_and_being_offline_are_told_apart() -> None:
    async with Client(resolver=Names(nothing_test=[()])) as client:
        unknown = await client.fetch("http://unknown.test/")
        nothing = await client.fetch("http://nothing.test/")
    async with Client(resolver=NoNetwork(), backoff_seconds=0) as client:
        offline = await client.fetch("http://site.test/")
    outcomes = {unknown.outcome, nothing.outcome, offline.outcome}
    assert outcomes == {Outcome.UNREACHABLE}
    assert unknown.reason == "there is no host of the name unknown.test"
    assert nothing.reason == "the name nothing.test has no address"
    assert offline.reason is not None
    assert offline.reason.endswith("is this computer online?")


async def test_the_next_address_is_tried_when_the_first_does_not_answer(horrors: Horrors) -> None:
    horrors.on("/a", answer())
    names = Names(site_test=[["127.0.0.9", "127.0.0.1"]])
    options = FetchOptions(allow_any_port=True, allow_private=True)
    async with Client(resolver=names) as client:
        page = await client.fetch(horrors.url("/a", host="site.test"), options)
    assert (page.outcome, page.peer) == (Outcome.CAPTURED, "127.0.0.1")


async def test_a_good_name_leads_to_its_server(horrors: Horrors) -> None:
    horrors.on("/a", answer())
    async with Client(policy=horrors.policy, resolver=Names(site_test=HERE)) as client:
        page = await client.fetch(horrors.url("/a", host="site.test"), ANY_PORT)
    assert page.outcome is Outcome.CAPTURED
    assert horrors.requests[0].headers["host"] == f"site.test:{horrors.port}"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/",
        "http://168.63.129.16/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://0.0.0.0/",
        "http://[::ffff:169.254.169.254]/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ],
)
async def test_the_services_of_a_cloud_are_no_intranet(url: str) -> None:
    async with Client() as client:
        page = await client.fetch(url, FetchOptions(allow_private=True))
    assert page.outcome is Outcome.BLOCKED
    assert str(page.reason).endswith("that is never fetched from, whatever is allowed")


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "::1", "fd12::1", "192.168.1.1"])
def test_a_page_of_the_public_web_cannot_lead_into_an_intranet_that_was_allowed(
    address: str,
) -> None:
    policy = AddressPolicy()
    assert policy.refusal("wiki.test", 80, address, Private.ALLOWED) is None
    refused = policy.refusal("wiki.test", 80, address, Private.REDIRECTED)
    assert str(refused).endswith(
        "a page of the public web redirects there, which is never followed"
    )


async def test_one_intranet_page_may_lead_to_another(horrors: Horrors) -> None:
    url = horrors.on("/a", redirect(horrors.url("/b", host="localhost")))
    horrors.on("/b", answer())
    options = FetchOptions(allow_private=True, allow_any_port=True)
    async with Client(resolver=Names(localhost=HERE)) as client:
        page = await client.fetch(url, options)
    assert page.outcome is Outcome.CAPTURED


async def test_the_systems_own_look_up_knows_this_computer_and_no_impossible_name() -> None:
    resolver = SystemResolver()
    assert set(await resolver.resolve("localhost", 80)) <= {"127.0.0.1", "::1"}
    with pytest.raises(OSError, match="no such name"):
        await resolver.resolve("x" * 70 + ".test", 80)


async def test_a_look_up_that_nobody_waits_for_holds_nobody_up() -> None:
    looking = asyncio.create_task(SystemResolver().resolve("localhost", 80))
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
