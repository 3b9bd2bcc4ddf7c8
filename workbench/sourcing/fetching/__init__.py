"""Fetching pages from a hostile web, bounded in time, size and reach.

What comes of it is an exchange (``workbench.model.sourcing``), success or failure. Reading the
page is the business of ``sourcing.pages``, keeping it that of the ledger. Only ``transport``
knows the HTTP library.
"""

from workbench.sourcing.fetching.client import Client, fetch, fetch_all
from workbench.sourcing.fetching.hosts import HostDisplay, display_host, registrable_domain
from workbench.sourcing.fetching.options import FetchOptions, FetchProgress, FetchStage
from workbench.sourcing.fetching.policy import AddressPolicy
from workbench.sourcing.fetching.politeness import Pace
from workbench.sourcing.fetching.resolving import Resolver, SystemResolver
from workbench.sourcing.fetching.robots import RobotsRules

__all__ = [
    "AddressPolicy",
    "Client",
    "FetchOptions",
    "FetchProgress",
    "FetchStage",
    "HostDisplay",
    "Pace",
    "Resolver",
    "RobotsRules",
    "SystemResolver",
    "display_host",
    "fetch",
    "fetch_all",
    "registrable_domain",
]
