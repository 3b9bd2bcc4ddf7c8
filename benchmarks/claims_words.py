"""The words of the generated claims: kinds of events, names, numbers. No chance lives here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: the words for what is counted, and how it is told and denied."""

    nouns: tuple[str, ...]
    told: tuple[str, ...]
    denied: tuple[str, ...]
    unit: str = ""
    largest: int = 5000


MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
COUNTRIES: Final = (
    ("Ukraine", "Ukrainian"), ("Russia", "Russian"), ("Germany", "German"), ("France", "French"),
    ("Poland", "Polish"), ("Spain", "Spanish"), ("Italy", "Italian"), ("Greece", "Greek"),
    ("Turkey", "Turkish"), ("Iran", "Iranian"), ("Iraq", "Iraqi"), ("Syria", "Syrian"),
    ("Israel", "Israeli"), ("Egypt", "Egyptian"), ("Sudan", "Sudanese"), ("Kenya", "Kenyan"),
    ("Nigeria", "Nigerian"), ("Ghana", "Ghanaian"), ("India", "Indian"), ("China", "Chinese"),
    ("Japan", "Japanese"), ("Brazil", "Brazilian"), ("Chile", "Chilean"), ("Peru", "Peruvian"),
    ("Mexico", "Mexican"), ("Canada", "Canadian"), ("Norway", "Norwegian"), ("Sweden", "Swedish"),
    ("Finland", "Finnish"), ("Denmark", "Danish"), ("Serbia", "Serbian"), ("Kosovo", "Kosovar"),
    ("Romania", "Romanian"), ("Bulgaria", "Bulgarian"), ("Hungary", "Hungarian"),
    ("Austria", "Austrian"), ("Australia", "Australian"), ("Slovakia", "Slovak"),
    ("Slovenia", "Slovenian"), ("Latvia", "Latvian"),
)  # fmt: skip
OPENINGS: Final = (
    "Bar", "Kal", "Vor", "Ost", "Mir", "Tel", "Lan", "Dre", "Sol", "Pav", "Kra", "Zel", "Hum",
    "Gor", "Nav", "Ber", "Sta", "Riv", "Mol", "Quen", "Fal", "Har", "Ist", "Jor", "Lim",
    "Nor", "Pre", "Ros", "Tav", "Ulm", "Wes", "Yel",
)  # fmt: skip
MIDDLES: Final = (
    "a", "e", "i", "o", "u", "an", "en", "in", "or", "ar", "el", "il", "ov", "ev", "is", "as",
    "um", "et", "at", "on", "ir",
)  # fmt: skip
ENDINGS: Final = (
    "burg", "ville", "grad", "holm", "stead", "mouth", "ton", "ford", "ka", "nia", "ova",
    "evo", "isk", "by", "dorf", "minster", "hafen", "pol", "stan", "wick", "na", "ra", "le",
    "mont",
)  # fmt: skip
FIRST_NAMES: Final = (
    "Anna", "Boris", "Carla", "David", "Elena", "Frank", "Greta", "Hassan", "Irina", "Jonas",
    "Kwame", "Laura", "Marco", "Nadia", "Oscar", "Petra", "Quentin", "Rosa", "Stefan",
    "Tamara", "Umar", "Vera", "Walter", "Yusuf", "Zoe",
)  # fmt: skip
ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS: Final = (
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety",
)  # fmt: skip
KINDS: Final = (
    Kind(("troops", "soldiers"), (
        "{country} sent {n} {noun} to {place} {on}",
        "{n} {people} {noun} were sent to {place} {on}",
        "{n} {noun} from {country} were deployed to {place} {on}",
        "{on}, {country} deployed {n} {noun} to {place}",
    ), (
        "{country} did not send {n} {noun} to {place} {on}",
        "{n} {people} {noun} were not sent to {place} {on}",
    )),
    Kind(("people", "residents"), (
        "{n} {noun} were evacuated from {place} {on}",
        "{on}, {n} {noun} had to be evacuated from {place}",
        "authorities in {place} evacuated {n} {noun} {on}",
        "the evacuation of {n} {noun} from {place} took place {on}",
    ), ("{n} {noun} were not evacuated from {place} {on}",)),
    Kind(("people",), (
        "{n} {noun} were killed in an attack on {place} {on}",
        "an attack on {place} {on} killed {n} {noun}",
        "{on}, {n} {noun} died in a strike on {place}",
        "a strike on {place} {on} left {n} {noun} dead",
    ), ("{n} {noun} were not killed in an attack on {place} {on}",), largest=400),
    Kind(("protesters", "demonstrators"), (
        "police arrested {n} {noun} in {place} {on}",
        "{n} {noun} were detained by police in {place} {on}",
        "{on}, police in {place} arrested {n} {noun}",
        "{n} {noun} were arrested in {place} {on}",
    ), (
        "police did not arrest {n} {noun} in {place} {on}",
        "police in {place} never detained {n} {noun} {on}",
    )),
    Kind(("houses", "homes"), (
        "a storm destroyed {n} {noun} in {place} {on}",
        "{n} {noun} in {place} were destroyed by a storm {on}",
        "{on}, a storm in {place} wrecked {n} {noun}",
        "{n} {noun} were destroyed when a storm hit {place} {on}",
    ), ("a storm did not destroy {n} {noun} in {place} {on}",)),
    Kind(("euros",), (
        "{person} paid {n} million {noun} for a villa in {place} {on}",
        "{on}, {person} bought a villa in {place} for {n} million {noun}",
        "a villa in {place} was bought by {person} for {n} million {noun} {on}",
        "{person} purchased a villa in {place} {on} for {n} million {noun}",
    ), ("{person} did not pay {n} million {noun} for a villa in {place} {on}",), largest=90),
    Kind(("percent",), (
        "inflation in {country} was {n} {noun} {in}",
        "{people} inflation stood at {n} {noun} {in}",
        "{in}, inflation in {country} reached {n} {noun}",
        "{country} had inflation of {n} {noun} {in}",
    ), ("inflation in {country} was not {n} {noun} {in}",), unit="%", largest=40),
    Kind(("percent",), (
        "unemployment in {place} rose to {n} {noun} {in}",
        "{in}, unemployment in {place} increased to {n} {noun}",
        "the unemployment rate in {place} grew to {n} {noun} {in}",
        "joblessness in {place} climbed to {n} {noun} {in}",
    ), ("unemployment in {place} did not rise to {n} {noun} {in}",), unit="%", largest=40),
    Kind(("votes",), (
        "{person} won the election in {place} by {n} {noun} {on}",
        "{on}, {person} won the vote in {place} by {n} {noun}",
        "the election in {place} {on} was won by {person} by {n} {noun}",
        "by {n} {noun}, {person} won the election in {place} {on}",
    ), ("{person} did not win the election in {place} by {n} {noun} {on}",)),
    Kind(("workers", "employees"), (
        "the {place} steel plant dismissed {n} {noun} {on}",
        "{n} {noun} were dismissed by the {place} steel plant {on}",
        "{on}, the {place} steel plant sacked {n} {noun}",
        "the steel plant in {place} sacked {n} of its {noun} {on}",
    ), ("the {place} steel plant did not dismiss {n} {noun} {on}",)),
    Kind(("schools",), (
        "{person} opened {n} {noun} in {place} {on}",
        "{n} {noun} in {place} were opened by {person} {on}",
        "{on}, {person} opened {n} {noun} in {place}",
        "{n} {noun} were opened in {place} by {person} {on}",
    ), ("{person} did not open {n} {noun} in {place} {on}",), largest=60),
    Kind(("tonnes",), (
        "{country} exported {n} {noun} of grain through {place} {on}",
        "{n} {noun} of {people} grain were exported through {place} {on}",
        "{on}, {country} exported {n} {noun} of grain through the port of {place}",
        "{n} {noun} of grain from {country} were exported via {place} {on}",
    ), ("{country} did not export {n} {noun} of grain through {place} {on}",)),
    Kind(("doctors",), (
        "{n} {noun} left the hospital in {place} {on}",
        "{on}, {n} {noun} left the {place} hospital",
        "the hospital in {place} lost {n} {noun} {on}",
        "{n} {noun} quit the hospital in {place} {on}",
    ), ("{n} {noun} did not leave the hospital in {place} {on}",), largest=80),
    Kind(("cars", "vehicles"), (
        "flooding swept away {n} {noun} in {place} {on}",
        "{n} {noun} were swept away by a flood in {place} {on}",
        "{on}, a flood in {place} swept away {n} {noun}",
        "{n} {noun} in {place} were swept away by flooding {on}",
    ), ("flooding did not sweep away {n} {noun} in {place} {on}",)),
    Kind(("migrants", "refugees"), (
        "{n} {noun} arrived in {place} from {country} {on}",
        "{on}, {n} {noun} from {country} arrived in {place}",
        "{place} received {n} {noun} from {country} {on}",
        "{n} {people} {noun} arrived in {place} {on}",
    ), ("{n} {noun} did not arrive in {place} from {country} {on}",)),
    Kind(("kilometres",), (
        "{person} had {n} {noun} of road built near {place} {on}",
        "{on}, {n} {noun} of road near {place} were built for {person}",
        "{n} {noun} of road were built near {place} for {person} {on}",
        "{person} built {n} {noun} of road near {place} {on}",
    ), (
        "{person} did not build {n} {noun} of road near {place} {on}",
    ), unit="kilometre", largest=300),
)  # fmt: skip
BEFORE: Final = (
    "",
    "",
    "",
    "",
    "According to officials, ",
    "It was reported that ",
    "Officials say ",
)
AFTER: Final = (
    "",
    "",
    "",
    "",
    ", officials said",
    ", local media reported",
    ", according to a report",
)
