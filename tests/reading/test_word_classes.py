"""Which words of a sentence are finite verbs, and which only look like them."""

import pytest

from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tags import FINITE


def finite(sentence: str) -> list[str]:
    """The words that were taken for finite verbs."""
    return [token.text for token in tagged(sentence, 0, len(sentence)) if token.tag in FINITE]


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The plants didn't always have enough water.", ["didn't"]),
        ("Officials did not immediately respond to the letter.", ["did"]),
        ("The ferry does not stop there in winter.", ["does"]),
        ("Why could they do nothing?", ["could"]),
        ("The loan helped build a second bridge.", ["helped"]),
        ("The court let them keep the boat.", ["let"]),
        ("The loan helped the port grow.", ["helped"]),
        ("Nor does the mayor see the harm.", ["does"]),
        ("The town has had two mayors.", ["has"]),
        ("We like what the court said.", ["like", "said"]),
    ],
)
def test_a_base_form_after_its_auxiliary_is_not_finite(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("That's a record for the harbour.", ["'s"]),
        ("Here's what the council wants.", ["'s", "wants"]),
        ("The mine that's been closed since May is for sale.", ["'s", "is"]),
        ("The mayor's office was empty.", ["was"]),
        ("Everyone's share was paid.", ["was"]),
        ("The bridge's not safe.", ["'s"]),
    ],
)
def test_an_apostrophe_s_owns_or_is(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("This caused a delay on the line.", ["caused"]),
        ("Both stepped down in June.", ["stepped"]),
        ("This increased traffic was foreseen.", ["was"]),
        ("Prices come down each spring.", ["come"]),
        ("Prices have come down.", ["have"]),
    ],
)
def test_past_and_bare_forms_may_be_the_verb(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The Harriers still rank below their neighbours.", ["rank"]),
        ("Marlow's reports earnings Tuesday.", ["reports"]),
        ("The figures look OK, but the pound was down 2%.", ["look", "was"]),
        ("Two years was a short time, and the owners' plans shift.", ["was", "shift"]),
        ("Police arrest driver after chase", ["arrest"]),
        ("Farm incomes drop as interest rates rise.", ["drop", "rise"]),
        ("The ferry is old and needs repair.", ["is", "needs"]),
        ("The steps that need to be taken are known.", ["need", "are"]),
        ("Helmets cost more and break less.", ["cost", "break"]),
        ("Farmers now feel the drought.", ["feel"]),
        ("A plan launched by the port in 2011 aims to cut noise.", ["aims"]),
        ("The man charged with the theft of the boat faces trial.", ["faces"]),
        ("Many work in mines.", ["work"]),
        ("Both face charges of fraud.", ["face"]),
        ("No one knows the cause.", ["knows"]),
        ("The site no longer supports older phones.", ["supports"]),
        ("The surveys show prices fell.", ["show", "fell"]),
        ("If the lake falls further, ferries stop.", ["falls", "stop"]),
        ('The "Grand Pier" needs a new roof.', ["needs"]),
        ("But delaying repair means delaying trade.", ["means"]),
        ("The fair lasts a week and ends with fireworks.", ["lasts", "ends"]),
        ("Some say the port owns the land.", ["say", "owns"]),
    ],
)
def test_a_noun_that_is_the_only_verb_of_its_clause_is_a_verb(
    sentence: str, verbs: list[str]
) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The wage claims were rejected.", ["were"]),
        ("Inspectors are demanding answers from the owners.", ["are"]),
        ("The council announced lofty plans to expand the harbour.", ["announced"]),
        ("The town handed out two million face masks to pupils.", ["handed"]),
        ("The mayor gave them support.", ["gave"]),
        ("Sales figures were a little bit better.", ["were"]),
        ("Some work permits were lost.", ["were"]),
        ("Benchmark 10-year notes last rose in May.", ["rose"]),
        ("The port agreed to an earlier date.", ["agreed"]),
        ("The border encounter left marks.", ["left"]),
        ("The keys are once again arranged in rows.", ["are"]),
        ('The port agreed to show "dignity and respect" to all.', ["agreed"]),
        ("It asked the schools to pay property taxes.", ["asked"]),
        ('He spoke of "enemy fire," and left.', ["spoke", "left"]),
        ("The sales slump comes after a warm winter.", ["comes"]),
    ],
)
def test_a_verb_form_beside_the_verb_of_its_clause_is_a_noun(
    sentence: str, verbs: list[str]
) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("The law, passed in 2011 and amended twice since, bans the sale of ivory.", ["bans"]),
        ("A team led by Okafor won the prize.", ["won"]),
        ("In a letter released Friday, the club said it was sorry.", ["said", "was"]),
        ("He was tried and sentenced to a fine.", ["was"]),
        ("The tram stops only if needed.", ["stops"]),
        ("Densely packed streets were closed.", ["were"]),
        ("The mine has not yet opened.", ["has"]),
        ("The mayor would never have agreed.", ["would"]),
        ("He broke a record set by his father.", ["broke"]),
        ("The town has since sharply reduced its debt.", ["has"]),
        ("She should be heard by the court and removed from office.", ["should"]),
        ("According to a letter sent to the mayor, the port is safe.", ["is"]),
        ("Trams may have become the cheaper choice.", ["may"]),
        ("The mayor said in a letter sent to the court that she was ill.", ["said", "was"]),
        ('They were told to "act at once".', ["were"]),
        ("The fund holds 3 million, evenly split between two banks.", ["holds"]),
    ],
)
def test_a_participle_is_not_finite(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Thousands marched through the capital.", ["marched"]),
        ("A third crashed before dawn.", ["crashed"]),
        ("No one bothered to ask.", ["bothered"]),
        ("She once encountered a bear and had once met a wolf.", ["encountered", "had"]),
        ("Officials told reporters the bridge was safe.", ["told", "was"]),
        (
            "When the pit closed, he appointed a receiver who was new.",
            ["closed", "appointed", "was"],
        ),
        ("The rise in May 2006 halved the deficit.", ["halved"]),
        ("After the gates closed at noon, guards left.", ["closed", "left"]),
        ("Once the feast ended, the trains ran.", ["ended", "ran"]),
    ],
)
def test_a_past_form_that_can_only_be_the_verb_is_finite(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Families borrow to buy a house, pay for holidays and settle debts.", ["borrow"]),
        ("The firm will shut the plant and cut 500 jobs.", ["will"]),
        ("The probe was sent up in May and orbits the sun.", ["was", "orbits"]),
        ("Norway has sent 500 tents and plans to send more.", ["has", "plans"]),
    ],
)
def test_a_base_form_goes_on_after_another(sentence: str, verbs: list[str]) -> None:
    assert finite(sentence) == verbs


@pytest.mark.parametrize(
    ("sentence", "tag"),
    [
        ("They hope to triple that figure, then rest.", "DET"),
        ("The firm trimmed that a little.", "PRON"),
        ("The firm said that figures, once checked, were wrong.", "SUB"),
        ("They know that prices fell.", "SUB"),
        ("The port said on 5 May that it was full.", "SUB"),
    ],
)
def test_that_opens_a_clause_only_if_one_follows(sentence: str, tag: str) -> None:
    tokens = tagged(sentence, 0, len(sentence))
    assert next(token.tag for token in tokens if token.lower == "that") == tag
