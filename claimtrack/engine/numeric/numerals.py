"""The atoms of numbers: digits, number words, ordinals and vulgar fractions, as they stand."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.language.words import find_words
from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: More digits than this in one numeral name something and measure nothing.
MOST_DIGITS = 24

#: Longer than this, what stands between two atoms joins nothing.
LONGEST_GAP = 8

#: What joins two words of one number.
JOINTS = frozenset({" ", "-", "‑", "\u00a0"})

#: How tokenised text prints the hyphen of "fifty-two".
SPACED_HYPHEN = " - "

_ONE = Decimal(1)
_BLANKS = str.maketrans("", "", ",\u00a0\u202f\u2009 ")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000})
#: Points between thousands and a comma before the cents: "1.250,50".
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
_SLASH = re.compile(r" ?[/⁄] ?")
_SPACES = re.compile(r"\s+")


class Atom(NamedTuple):
    """A numeral or number word before it is joined with its neighbours.

    ``kind`` is "digits", "ordinal" (22nd), "fraction" (½, 1/16), or the table of
    ``numbers.toml`` that holds the word; ``word`` is the word in lower case, or the digits.
    """

    start: int
    end: int
    kind: str
    value: Decimal
    word: str


class NumberWords(NamedTuple):
    """The tables of ``numbers.toml``, ready for use."""

    atoms: dict[str, tuple[str, Decimal]]
    bounds: dict[str, tuple[Decimal, Decimal]]
    denominators: dict[str, Decimal]
    vulgar: dict[str, Decimal]
    letters: dict[str, Decimal]
    doubtful: dict[str, Decimal]
    metre_words: frozenset[str]
    possessives: frozenset[str]
    no_attributes: frozenset[str]
    signs: re.Pattern[str]
    pattern: re.Pattern[str]


@cache
def number_words() -> NumberWords:
    """Return the lexicon of number words."""
    table = load_table("numbers")
    atoms: dict[str, tuple[str, Decimal]] = {}
    for kind in ("units", "teens", "tens", "scales", "ordinals"):
        atoms.update({word: (kind, Decimal(value)) for word, value in table[kind].items()})
    for kind in ("vague", "few"):
        atoms.update(dict.fromkeys(table[kind], (kind, _ONE)))
    for word in table["denominators"]:
        atoms.setdefault(word, ("denominators", _ONE))
    spelled = "|".join(sorted(atoms, key=len, reverse=True))
    return NumberWords(
        atoms=atoms,
        bounds={
            word: (Decimal(low), Decimal(high))
            for kind in ("vague", "few")
            for word, (low, high) in table[kind].items()
        },
        denominators={word: Decimal(value) for word, value in table["denominators"].items()},
        vulgar={sign: Decimal(a) / Decimal(b) for sign, (a, b) in table["vulgar"].items()},
        letters={word: Decimal(value) for word, value in table["letters"].items()},
        doubtful={word: Decimal(value) for word, value in table["doubtful_letters"].items()},
        metre_words=frozenset(table["metres"]["words"]),
        possessives=frozenset(table["possessives"]["words"]),
        no_attributes=frozenset(table["no_attributes"]["words"]),
        signs=re.compile(rf"[{''.join(table['vulgar'])}]|\.(?=\d)"),
        pattern=re.compile(
            rf"""
            (?:(?P<slashed>(?<![\d/⁄.,])\d{{1,4}}[ ]?[/⁄][ ]?\d{{1,4}}(?:ths?|rds?)?(?![\d/⁄]))
            | (?P<ordinal>\d{{1,9}}(?:st|nd|rd|th)\b)
            | (?P<digits>
                \d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?
              | \d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)(?:\.\d+)?
              | \d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?!\d)(?:\.\d+)?
              | \d{{1,3}}(?:[ ]\d{{3}}){{2,}}(?!\d)
              | \d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d|[.,]\d)
              | \d+(?:\.\d+)?
              | (?<![\w.])\.\d+
              )
            | (?P<vulgar>[{"".join(table["vulgar"])}])
            | \b(?P<word>{spelled})(?=\b|fold\b))
            """,
            re.IGNORECASE | re.VERBOSE,
        ),
    )


def find_atoms(text: str, words: Sequence[tuple[str, int]] | None = None) -> list[Atom]:
    """Return the atoms of ``text`` in order; every decimal digit is inside one.

    ``words`` are those of the text; they are found where not given.
    """
    known = number_words()
    words = find_words(text) if words is None else words
    starts = [start for form, start in words if _spells(form)]
    signs = [sign.start() for sign in known.signs.finditer(text)]
    atoms: list[Atom] = []
    end = 0
    for start in sorted(starts + signs):
        if start < end:
            continue
        match = known.pattern.match(text, start)
        if match is not None:
            atoms.extend(_read(match))
            end = match.end()
    return atoms


@lru_cache(maxsize=1 << 14)
def _spells(form: str) -> bool:
    """Tell digits, and letters that are a number word or one many times over ("twofold")."""
    return form.isdecimal() or form.lower().removesuffix("fold") in number_words().atoms


def gap_between(text: str, left: Atom, right: Atom) -> str:
    """Return what stands between two atoms, blanks as one space; "?" where it joins nothing."""
    if right.start - left.end > LONGEST_GAP:
        return "?"
    between = text[left.end : right.start]
    if between in JOINTS or not between:
        return between
    if "\n\n" in between:
        return "?"
    return _SPACES.sub(" ", between.lower())


def _read(match: re.Match[str]) -> Iterator[Atom]:
    words = number_words()
    start, end = match.span()
    exact = match.group()
    match match.lastgroup:
        case "word":
            word = exact.lower()
            kind, value = words.atoms[word]
            yield Atom(start, end, kind, value, word)
        case "vulgar":
            yield Atom(start, end, "fraction", words.vulgar[exact], exact)
        case "slashed":
            yield from _slashed(start, exact)
        case "ordinal":
            yield Atom(start, end, "ordinal", Decimal(exact[:-2]), exact)
        case _:
            yield Atom(start, end, "digits", _number(exact), exact)


def _number(exact: str) -> Decimal:
    """Read a numeral; one far too long to be a figure is worth nothing."""
    if len(exact) > MOST_DIGITS * 2:
        return Decimal(0)
    if _CONTINENTAL.fullmatch(exact):
        return Decimal(exact.replace(".", "").replace(",", "."))
    return Decimal(exact.translate(_BLANKS))


def _slashed(start: int, exact: str) -> Iterator[Atom]:
    """Read "1/16" as a fraction, "24/7" and "9/11" as two numerals."""
    numerals = exact.rstrip("thrdsTHRDS")
    above, below = _SLASH.split(numerals)
    if 0 < int(above) < int(below) and int(below) in _DENOMINATORS:
        yield Atom(start, start + len(exact), "fraction", Decimal(above) / Decimal(below), exact)
        return
    yield Atom(start, start + len(above), "digits", Decimal(above), above)
    second = start + len(numerals) - len(below)
    yield Atom(second, second + len(below), "digits", Decimal(below), below)
