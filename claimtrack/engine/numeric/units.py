"""Units, currencies and rates: what stands around a number, under one canonical name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from claimtrack.engine.language.nouns import plural_of, singular_of
from claimtrack.engine.lexicon import load_table

#: Units of a table of its own that measure time all the same; a month has no length in days.
_CALENDAR = "calendar"
_TIME_TABLES = frozenset({"time", _CALENDAR})
#: Of a month in the mean of the 400 years after which the Gregorian calendar repeats itself.
_SECONDS_OF_MONTH = Decimal(146_097 * 86_400) / 4_800
_ZERO, _ONE = Decimal(0), Decimal(1)
_PER = " per "
_HUNDREDTH = Decimal("0.01")
_LONGEST_SIGN = 6


class UnitMismatchError(ValueError):
    """Two units measure different things, or one of them is not in the tables."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its canonical singular, what it measures, and its size in the family's base."""

    name: str
    dimension: str
    family: str
    factor: Decimal
    offset: Decimal = _ZERO

    @property
    def is_base(self) -> bool:
        """Whether the others of its family turn into it."""
        return self.factor == 1 and not self.offset


class UnitMatch(NamedTuple):
    """A unit found in a text: its name and dimension, and where its words begin and end."""

    name: str
    dimension: str
    start: int
    end: int


class _Lexicon(NamedTuple):
    units: dict[str, Unit]
    bases: dict[str, str]
    words: dict[str, str]
    symbols: dict[str, str]
    symbol: re.Pattern[str]
    signs: dict[str, str]


class _Grammar(NamedTuple):
    article_units: frozenset[str]
    never_spaced: frozenset[str]
    short: dict[str, str]


@cache
def _grammar() -> _Grammar:
    table = load_table("unit_grammar")
    return _Grammar(
        article_units=frozenset(table["article_units"]["words"]),
        never_spaced=frozenset(table["never_spaced"]["symbols"]),
        short=dict(table["short"]),
    )


@cache
def _lexicon() -> _Lexicon:
    units: dict[str, Unit] = {}
    words: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for family, entries in load_table("units").items():
        dimension = "time" if family in _TIME_TABLES else family
        for name, entry in entries.items():
            offset = Decimal(entry.get("offset", 0))
            units[name] = Unit(name, dimension, family, Decimal(entry["factor"]), offset)
            symbols.update(dict.fromkeys(entry.get("symbols", ()), name))
            words.update(_forms(entry.get("words", ()), entry.get("plurals"), name))
    signs: dict[str, str] = {}
    for code, entry in load_table("currencies").items():
        units[code] = Unit(code, "money", code, Decimal(1))
        signs.update(dict.fromkeys(_spaced(entry.get("before", ())), code))
        if code.isupper():
            signs[code] = code
            symbols[code] = code
        words.update(_forms(entry.get("after", ()), entry.get("plurals"), code))
        before = entry.get("before", ())
        symbols.update(dict.fromkeys(entry.get("symbols", ()), code))
        symbols.update({sign: code for sign in before if not (sign.isalpha() and sign.isascii())})
    units["penny"] = Unit("penny", "money", "GBP", _HUNDREDTH)
    spelled = "|".join(re.escape(sign) for sign in sorted(symbols, key=len, reverse=True))
    return _Lexicon(
        units=units,
        bases={unit.family: unit.name for unit in units.values() if unit.is_base},
        words=words,
        symbols=symbols,
        symbol=re.compile(rf"([ \u00a0\u202f-]?)({spelled})(?![^\W\d_]|\d)"),
        signs=signs,
    )


def _spaced(signs: list[str]) -> list[str]:
    """Return the signs, and those of letters and a dollar with a space between: "AU $"."""
    apart = [f"{sign[:-1]} $" for sign in signs if sign[:-1].isalpha() and sign.endswith("$")]
    return [*signs, *apart]


def _forms(singulars: list[str], plurals: list[str] | None, name: str) -> dict[str, str]:
    made = [plural_of(word) for word in singulars] if plurals is None else plurals
    return dict.fromkeys((*singulars, *made), name)


def dimension_of(unit: str) -> str:
    """Return what ``unit`` measures: "count" for a counted noun, "rate" for "X per Y"."""
    known = _lexicon().units.get(unit)
    if known is not None:
        return known.dimension
    return "rate" if " per " in unit else "count"


def unit_named(word: str) -> Unit | None:
    """Return the unit of measure or money that the singular ``word`` names, if any."""
    lexicon = _lexicon()
    name = lexicon.words.get(word)
    return lexicon.units[name] if name else None


def convert(value: Decimal, unit_from: str, unit_to: str, *, mean_month: bool = False) -> Decimal:
    """Return ``value`` of ``unit_from`` in ``unit_to``, of a rate ("X per Y") as of others.

    With ``mean_month`` a month has as many days as in the mean of the calendar, so that "three
    weeks" can be held against "three months"; that is no exact length.

    Raise :class:`UnitMismatchError` where the tables give no fixed factor between the two:
    other dimensions, two currencies, months against days.
    """
    if unit_from == unit_to:
        return value
    units = _lexicon().units
    if _PER in unit_from and _PER in unit_to and not {unit_from, unit_to} & units.keys():
        (told, each), (wanted, one) = (_of_rate(unit) for unit in (unit_from, unit_to))
        by_time = convert(_ONE, one, each, mean_month=mean_month)
        # "Two degrees a year": a step, whatever the scale begins with.
        return (convert(value, told, wanted) - convert(_ZERO, told, wanted)) * by_time
    source, target = units.get(unit_from), units.get(unit_to)
    if source is None or target is None or source.dimension != target.dimension:
        raise _mismatch(unit_from, unit_to)
    value = value * source.factor + source.offset
    if source.family != target.family:
        if not mean_month or {source.family, target.family} != _TIME_TABLES:
            raise _mismatch(unit_from, unit_to)
        month = _SECONDS_OF_MONTH
        value = value * month if source.family == _CALENDAR else value / month
    return (value - target.offset) / target.factor


def _mismatch(unit_from: str, unit_to: str) -> UnitMismatchError:
    return UnitMismatchError(f"no fixed factor from {unit_from!r} to {unit_to!r}")


def _of_rate(unit: str) -> tuple[str, str]:
    """Split "litre per second" into what flows and the time it takes."""
    told, _, each = unit.rpartition(_PER)
    return told, each


def base_unit(unit: str) -> str:
    """Return the unit into which all of one family turn: "metre" for "mile"; else ``unit``."""
    lexicon = _lexicon()
    known = lexicon.units.get(unit)
    return lexicon.bases[known.family] if known is not None else unit


def unit_after(text: str, at: int) -> UnitMatch | None:
    """Return the unit of measure or money that stands right behind a number ending at ``at``."""
    lexicon = _lexicon()
    found = lexicon.symbol.match(text, at)
    if found is not None and not _doubtful(found[1], found[2], text, found.end()):
        name = lexicon.symbols[found[2]]
        return UnitMatch(name, dimension_of(name), found.start(2), found.end())
    return _word_unit(text, at)


_WORDS_AFTER = re.compile(
    r"[ \u00a0-]{0,2}(?:(?:US|U\.S\.|UK|imperial|metric) (?!dollars?\b))?"
    r"([A-Za-z.]*[A-Za-z%])(?:[ -]([A-Za-z]+))?(?:[ -]([A-Za-z]+))?"
    r"(?:[ -]([A-Za-z]+))?"
)


#: The heights of pictures: "1080p" is no money.
_PICTURES = re.compile(r"(?<!\d)(?:240|360|480|576|720|1080|1440|2160|4320)p$")


def _doubtful(blank: str, symbol: str, text: str, end: int) -> bool:
    if blank == "-":
        return len(symbol) == 1 or not symbol.isalpha() or symbol in _grammar().never_spaced
    if symbol == "p" and _PICTURES.search(text, max(0, end - 6), end):
        return True
    if not blank:
        return symbol == "in" and text[end : end + 1] == "-"
    if symbol in _grammar().never_spaced:
        return True
    return len(symbol) == 1 and symbol.isupper() and text[end : end + 1] in {".", "&"}


def _word_unit(text: str, at: int) -> UnitMatch | None:
    found = _WORDS_AFTER.match(text, at)
    if found is None:
        return None
    words = _lexicon().words
    last = next((n for n in (4, 3, 2) if found[n]), 1)
    for n in range(last, 0, -1):
        phrase = text[found.start(1) : found.end(n)].lower()
        name = words.get(phrase) or words.get(phrase.replace("-", " "))
        if name is not None:
            return UnitMatch(name, dimension_of(name), found.start(1), found.end(n))
    return None


def money_before(text: str, start: int, *, figure: bool, reached: int = 0) -> UnitMatch | None:
    """Return the sign or code of money that stands right before the number at ``start``.

    No sign before ``reached`` is looked at: there the figure before ends ("10 $ 30 cent").
    ``figure`` tells that the number has a scale, a group or decimals: letters that name other
    things too ("PS5") are money only before such a number.
    """
    signs = _lexicon().signs
    end = start - 1 if text[start - 1 : start] in {" ", "\u00a0"} and start else start
    for size in range(min(_LONGEST_SIGN, end - reached), 0, -1):
        sign = text[end - size : end]
        code = signs.get(sign)
        if code is None:
            continue
        before = text[end - size - 1 : end - size]
        if sign[0].isalpha() and (before.isalnum() or before == "-"):
            continue
        if sign in {"PS", "R", "Sh", "Fr.", "Dh"} and not (figure and end == start):
            continue
        return UnitMatch(code, "money", end - size, end)
    return None


_RATE = re.compile(
    r"(?P<slash>/)(?P<short>[A-Za-z]{1,6})\b"
    r"|[ -](?P<per>per|an?)[ -](?P<noun>[A-Za-z]+)\b(?! (?:ago|earlier|before|later)\b)"
    r"(?:[ -](?P<second>[A-Za-z]+))?",
    re.IGNORECASE,
)


def rate_after(  # noqa: PLR0911  # one way out for each kind of rate
    text: str, at: int, *, anything: bool
) -> UnitMatch | None:
    """Return what an amount ending at ``at`` is reckoned by: "barrel" for "per barrel".

    ``anything`` allows every noun behind "per"; behind "a" only the usual units may stand.
    """
    found = _RATE.match(text, at)
    if found is None:
        return None
    if found["slash"]:
        short = found["short"]
        name = _grammar().short.get(short) or _lexicon().words.get(short.lower())
        name = name or _lexicon().symbols.get(short)
        return UnitMatch(name, "", found.start(), found.end()) if name else None
    noun = found["noun"].lower()
    if found["per"].lower() != "per":
        if noun not in _grammar().article_units:
            return None
        return UnitMatch(_canonical(noun), "", found.start(), found.end("noun"))
    if found["second"]:
        pair = f"{noun} {found['second'].lower()}"
        name = _lexicon().words.get(pair)
        if name is not None:
            return UnitMatch(name, "", found.start(), found.end())
    if not anything and noun not in _grammar().article_units:
        return None
    return UnitMatch(_canonical(found["noun"]), "", found.start(), found.end("noun"))


def _canonical(noun: str) -> str:
    symbol = _lexicon().symbols.get(noun)
    if symbol is not None and len(noun) > 1:
        return symbol
    noun = noun.lower()
    name = _lexicon().words.get(noun)
    return name if name and not name.isupper() else singular_of(noun)
