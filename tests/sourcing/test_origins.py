"""Texts that carry the same words count as one origin."""

import random

from workbench.sourcing.origins import origins, shared_texts

WORDS = (
    "harbour", "minister", "vessel", "grain", "inspector", "court", "river", "storm",
    "bridge", "council", "report", "farmer", "vote", "budget", "hospital", "market",
    "engine", "signal", "station", "border", "convoy", "treaty", "island", "letter",
    "witness",
)  # fmt: skip


def article(seed: int, length: int = 200) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def test_the_same_text_is_one_origin_whatever_its_spaces_and_capitals() -> None:
    text = article(1)
    assert origins({"a": text, "b": text.upper().replace(" ", "\n"), "c": article(2)}) == {
        "a": 1,
        "b": 1,
        "c": 2,
    }


def test_agency_text_inside_a_longer_article_is_found() -> None:
    agency = article(1, 120)
    longer = f"{article(2, 150)}\n\n{agency}\n\n{article(3, 150)}"
    assert origins({"agency": agency, "paper": longer}) == {"agency": 1, "paper": 1}
    (pair,) = shared_texts({"agency": agency, "paper": longer})
    assert str(pair) == "100% of the shorter text stands in the other"


def test_a_shared_quotation_is_not_enough() -> None:
    quote = article(9, 60)
    texts = {
        name: f"{article(seed)} {quote} {article(seed + 1)}" for name, seed in (("a", 1), ("b", 5))
    }
    assert origins(texts) == {"a": 1, "b": 2}


def test_a_short_notice_quoted_whole_makes_no_copy_of_an_article() -> None:
    notice = article(9, 40)
    assert origins({"a": notice, "b": f"{article(1, 1000)} {notice}"}) == {"a": 1, "b": 2}


def test_an_edited_copy_is_still_one_origin() -> None:
    words = article(1, 300).split()
    words[50:52] = ["elsewhere"]
    words[200] = "yesterday"
    assert len(set(origins({"a": article(1, 300), "b": " ".join(words)}).values())) == 1


def test_copies_of_copies_hang_together_in_any_order() -> None:
    first, second, third = article(1), article(2), article(3)
    texts = {
        "a": f"{first} {second}",
        "b": f"{second} {third}",
        "c": first,
        "d": third,
        "e": second,
    }
    expected = origins(texts)
    for seed in range(5):
        keys = list(texts)
        random.Random(seed).shuffle(keys)
        assert origins({key: texts[key] for key in keys}) == expected
    assert set(expected.values()) == {1}


def test_texts_without_words_are_each_their_own() -> None:
    assert origins({"a": "", "b": "", "c": " … "}) == {"a": 1, "b": 2, "c": 3}


def test_short_texts_are_one_origin_only_when_equal() -> None:
    assert origins({"a": "It rained today.", "b": "It rained today!", "c": "It rained here."}) == {
        "a": 1,
        "b": 1,
        "c": 2,
    }


def test_a_chinese_copy_is_found() -> None:
    text = "昨天下午五百名士兵抵达了北部边境城市，当地政府表示他们将停留三个星期，然后返回首都。"
    assert origins({"a": text, "b": f"记者报道：{text}"}) == {"a": 1, "b": 1}
