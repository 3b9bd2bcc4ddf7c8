"""Programs that link records, as functions; used by ``matching_scale.py``.

They get every claim as a record: its text, and its first number, day and name as the reader gives
them, which is what such programs are made for. dedupe learns from 300 pairs of other claims, of
which it is told what they are.
"""

import io
import logging
import random
import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, Final, TypeAlias

from claims_generator import generate

from workbench.model import Statement

Linked: TypeAlias = list[tuple[int, int]]
Record: TypeAlias = dict[str, Any]
OTHER_SEED: Final = 77
TAUGHT_PAIRS: Final = 150
SURE: Final = 0.9


def splink_pairs(statements: Sequence[Statement]) -> Linked:
    """Link records with splink over DuckDB; pairs with a probability of .9 and more."""
    import duckdb
    import splink.comparison_library as compared
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(
        "CREATE TABLE claims(unique_id INTEGER, text VARCHAR, number VARCHAR, day VARCHAR,"
        " name VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO claims VALUES(?,?,?,?,?)",
        [(key, *record.values()) for key, record in enumerate(_records(statements))],
    )
    rules = [block_on("number", "day"), block_on("name", "day"), block_on("name", "number")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compared.ExactMatch("number"),
            compared.ExactMatch("day"),
            compared.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            compared.JaccardAtThresholds("text", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register("claims"), settings)
    linker.training.estimate_probability_two_random_records_match(rules[:1], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (rules[0], rules[1]):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=SURE)
    rows = connection.execute(
        f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}"
    ).fetchall()
    return [(int(one), int(other)) for one, other in rows]


def dedupe_pairs(statements: Sequence[Statement]) -> Linked:
    """Link records with dedupe, which learns from pairs that it is given."""
    import dedupe
    from dedupe import variables

    random.seed(OTHER_SEED)
    logging.getLogger("dedupe").setLevel(logging.ERROR)
    records = dict(enumerate(_records(statements)))
    learner = dedupe.Dedupe(
        [
            variables.String("text"),
            variables.String("name", has_missing=True),
            variables.Exact("number", has_missing=True),
            variables.Exact("day", has_missing=True),
        ],
        num_cores=1,
        in_memory=True,
    )
    training = io.StringIO()
    dedupe.serializer.write_training(_taught(), training)
    training.seek(0)
    learner.prepare_training(records, training_file=training, sample_size=1500)
    learner.train(index_predicates=False)
    links: Linked = []
    for members, _ in learner.partition(records, threshold=0.5):
        links.extend(combinations(sorted(int(key) for key in members), 2))
    return links


def _taught() -> dict[str, list[tuple[Record, Record]]]:
    """Pairs of other claims: duplicates, and near misses with claims that have a word in common."""
    others = list(generate(4_000, OTHER_SEED))
    records = list(_records(one.statement for one in others))
    match: list[tuple[Record, Record]] = []
    distinct: list[tuple[Record, Record]] = []
    for at in range(len(others) - 1):
        if others[at].event == others[at + 1].event:
            match.append((records[at], records[at + 1]))
        else:
            distinct.append((records[at], records[at + 1]))
    chance = random.Random(OTHER_SEED)
    return {
        "match": chance.sample(match, TAUGHT_PAIRS),
        "distinct": chance.sample(distinct, TAUGHT_PAIRS),
    }


def _records(statements: Iterable[Statement]) -> Iterable[Record]:
    for one in statements:
        number = one.quantities[0].value if one.quantities else None
        yield {
            "text": re.sub(r"[^\w ]", "", one.text.lower()),
            "number": None if number is None else f"{number:f}",
            "day": one.dates[0].value if one.dates else None,
            "name": one.names[0].text.lower() if one.names else None,
        }
