"""Of NLTK no more is loaded than computes coefficients, and nobody else is kept from the rest."""

import subprocess
import sys

import pytest

pytest.importorskip("nltk")
NOTHING_ELSE = 'assert "nltk" not in sys.modules and "numpy" not in sys.modules'
LITTLE = f"""
import sys
from workbench.desk.deciding.agreement_library import annotation_task
task = annotation_task()
assert task is annotation_task()
{NOTHING_ELSE}
rated = [(reader, claim, "false") for reader in "ab" for claim in "12"]
assert task(data=rated).avg_Ao() == 1.0
"""
THE_REST = """
import nltk
from nltk.metrics import AnnotationTask
assert AnnotationTask is task
assert nltk.edit_distance("ship", "ships") == 1
"""


def run(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


def test_little_of_the_library_is_loaded() -> None:
    run(LITTLE)


@pytest.mark.long
def test_whoever_wants_the_rest_gets_it() -> None:
    run(LITTLE + THE_REST)


@pytest.mark.long
def test_where_all_of_it_is_loaded_that_is_used() -> None:
    run("from nltk.metrics import AnnotationTask as task\n" + THE_REST)
    run(f"import nltk\n{LITTLE.replace(NOTHING_ELSE, '')}\n{THE_REST}")
