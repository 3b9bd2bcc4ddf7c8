"""Show how far readers agree, and where they do not.

For each rating scale: how many claims two or more have rated, how many pairs of ratings are the
same, Cohen's kappa (the mean of all pairs of readers), Fleiss' kappa and Krippendorff's alpha,
for scales with an order the ordinal alpha too. Then each pair of readers, each reader, and the
claims on which they differ. What was carried, adjudicated, or decided after looking at another's
verdict does not count. The coefficients need the extra "agreement".
"""

import argparse
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import (
    add_as_of,
    add_database,
    add_json,
    add_query,
    exclusions_kept,
    looking_ledger,
    query_of,
)
from workbench.cli.output import data, hanging, json_line, say, short
from workbench.errors import EXIT_DONE
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.desk.deciding.agreement import Agreement, Differing


rewrite = exclusions_kept


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_query(parser)
    add_as_of(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compute and print."""
    from workbench.desk.deciding.agreement import agreement
    from workbench.desk.deciding.coefficients import INSTALL

    with looking_ledger(arguments) as ledger:
        found = agreement(ledger, query_of(arguments))
    for one in found:
        if arguments.json:
            json_line(_object(one))
        else:
            _print(one)
    if not any(one.claims for one in found):
        say("no claim was rated by two readers yet")
    elif not all(one.computed for one in found):
        say(INSTALL)
    return EXIT_DONE


def _object(found: "Agreement") -> dict[str, Any]:
    return {
        "scale": found.scale,
        "claims": found.claims,
        "ratings": found.ratings,
        "pairs": found.pairs,
        "same": found.same,
        "cohens_kappa": _rounded(found.kappa),
        "fleiss_kappa": _rounded(found.fleiss),
        "fleiss_claims": found.fleiss_claims,
        "fleiss_ratings": found.fleiss_ratings,
        "krippendorffs_alpha": _rounded(found.alpha),
        "krippendorffs_alpha_ordinal": _rounded(found.ordinal),
        "rated_by_one": found.alone,
        "left_out_after_looking": found.looked,
        "readers": [
            {
                "reader": one.name,
                "claims": one.claims,
                "pairs": one.pairs,
                "same": one.same,
                "adjudicated": one.settled,
                "upheld": one.upheld,
            }
            for one in found.readers
        ],
        "pairs_of_readers": [
            {
                "readers": [one.first, one.second],
                "claims": one.claims,
                "same": one.same,
                "cohens_kappa": _rounded(one.kappa),
            }
            for one in found.of_two
        ],
        "disagreements": [
            {
                "claim": one.claim,
                "statement": one.statement,
                "ratings": [{"reader": each.name, "rating": each.rating} for each in one.ratings],
                "adjudicated": one.adjudicated,
            }
            for one in found.differing
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _print(found: "Agreement") -> None:
    data(f"{clean_line(found.scale_name)} ({clean_line(found.scale)})")
    alone = f", {counted(found.alone, 'claim')} by one" if found.alone else ""
    _field("claims", f"{found.claims} rated by two or more{alone}")
    if found.looked:
        _field("left out", f"{counted(found.looked, 'rating')} given after looking at another's")
    if not found.claims:
        return
    share = f" ({found.share:.0f} %)" if found.share is not None else ""
    _field("the same", f"{found.same} of {counted(found.pairs, 'pair')} of ratings{share}")
    if found.computed:
        _field("Cohen's kappa", coefficient(found.kappa))
        fleiss = f", {counted(found.fleiss_claims, 'claim')} with {found.fleiss_ratings} ratings"
        _field("Fleiss' kappa", coefficient(found.fleiss) + fleiss)
        _field("Krippendorff", f"alpha {coefficient(found.alpha)}")
        if found.ordinal is not None:
            _field("", f"ordinal alpha {found.ordinal:.3f}")
    for two in found.of_two:
        kappa = f", kappa {coefficient(two.kappa)}" if found.computed else ""
        both = f"the same on {two.same} of {two.claims}{kappa}"
        _field("pair", f"{clean_line(two.first)} and {clean_line(two.second)}: {both}")
    for one in found.readers:
        upheld = f"; adjudication upheld {one.upheld} of {one.settled}" if one.settled else ""
        same = f"{counted(one.claims, 'claim')}, the same in {one.same} of {one.pairs} pairs"
        _field("reader", f"{clean_line(one.name)}: {same}{upheld}")
    for each in found.differing:
        _differing(each)


def coefficient(value: float | None) -> str:
    """A coefficient in figures, or that none can be told."""
    return "cannot be told" if value is None else f"{value:.3f}"


def _differing(one: "Differing") -> None:
    _field("differ", f"{short(one.claim)}  {squeeze(clean_line(one.statement))}")
    for each in one.ratings:
        _field("", f"  {each.name}: {each.rating}: {squeeze(each.because)}")
    if one.adjudicated is not None:
        _field("", f"  adjudicated: {one.adjudicated}")


def _field(name: str, value: str) -> None:
    data(hanging(f"  {name:<15} ", clean_line(value)))
