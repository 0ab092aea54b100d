"""Numerals and number words: where they stand and what they are worth.

One pass finds the atoms (digits, words, vulgar fractions); a second joins neighbours into
numbers as English does ("two hundred and fifty", "4.7 thousand", "four-thousand-100", "half a
million"). Both look a bounded way around each atom, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.engine.numeric.number_words import EXACT, CardinalReader
from claimtrack.engine.numeric.numerals import (
    JOINTS,
    LONGEST_GAP,
    MOST_DIGITS,
    SPACED_HYPHEN,
    Atom,
    find_atoms,
    gap_between,
    number_words,
)
from claimtrack.engine.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ONE = Decimal(1)
_TEN = Decimal(10)
_TWENTY = Decimal(20)
_THOUSAND = Decimal(1000)
_SCALE_JOINTS = frozenset({" ", "-", "\u00a0", " a ", "-a-", " of a "})
_AND_A = frozenset({" and a ", " and ", "-and-a-", "-and-", " and an ", " "})
_LETTER = re.compile(r"( ?)(bn|bln|mn|mln|mil|mio|tn|trn|[kKmMbBtT])(?![^\W_])", re.ASCII)
#: How bankers write millions: "120 MEUR".
_MILLIONS_OF = re.compile(r" ?M(?:USD|EUR|GBP|CHF|SEK|NOK|DKK)\b")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₩₹₽₺₪₫₦₴]|\b(?:[A-Z]{2,3}\$?|[AC]\$|RM|Rs\.?|Y=)) ?$")
_NEXT_WORDS = re.compile(r"[ -]+([A-Za-z]+)(?: +([A-Za-z]+))?(?: +([A-Za-z]+))?")
_COUNTED = re.compile(r"[a-z]{2,}(?<![siu])s|people|children|men|women|staff|tons?|dollars?|euros?")
_DIGIT_WORD = r"(?:zero|nought|one|two|three|four|five|six|seven|eight|nine)"
_SPOKEN_POINT = re.compile(
    rf" point((?: {_DIGIT_WORD}\b)+(?![ -](?:hundred|thousand))| (?:[a-z]+teen|ten|eleven|twelve)\b"
    rf"| [a-z]+ty(?:-{_DIGIT_WORD})?\b)"
)
_POWER_OF_TEN = re.compile(r" ?[x×·*] ?10(?:\^ ?([-−+]?\d{1,2})|([-−]\d{1,2}))(?!\d)")
_SUPERSCRIPT_POWER = re.compile(r" ?[x×·*] ?10([⁻⁺]?[⁰¹²³⁴-⁹]{1,2})")
_SUPERSCRIPTS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_HIGHER = re.compile(
    r" (?:higher|lower|more|less|fewer|bigger|larger|smaller|longer|shorter|faster|slower|cheaper"
    r"|dearer|greater|richer|poorer|above|below|up|down)\b"
)
#: "€410m for wheat, " before "190m for maize": millions of the same money.
_LISTED_MONEY = re.compile(
    r"[€$£¥]\d[\d.,]*m\b[^.;:!?\n]*(?:,|\band|\bplus|\bmaking)"
    r"(?: (?:some|about|another|a further))? $"
)
_LIST_REACH = 120
_TONNES = re.compile(r" t(?![\w-])")
#: "Between a fifth and a quarter", "a fifth to a third": another part ends the range.
_TO_PART = re.compile(r" (?:to|and|or) (?:an? (?:quarter|third|fifth|half)|half)\b")
_BY = re.compile(r"\b(?:by|to|at|than) (?:about |around |nearly |almost |roughly |over )?$")
#: Before a part that says again what digits have said, and behind it.
_AGAIN = re.compile(
    r"\d[^.;:]*(?:, or|[(—–]) ?(?:(?:about|around|nearly|almost|roughly|over|just over|just under"
    r"|more than|less than|fewer than) )?$"
)
_AGAIN_REACH = 80
_CLOSED = re.compile(r" ?[,.;)—–]|\s*$")
_SIGN = re.compile(r"(?:(?:^|(?<=[\s(\[~<>=≤≥≈∼]))[-−]|\b(?:minus|negative)[ -])$", re.IGNORECASE)
_ARTICLE = re.compile(r"\ban?[ -]$", re.IGNORECASE)
_RACES = re.compile(
    r" (?:freestyle|butterfly|backstroke|breaststroke|sprint|hurdles|relay|race|medley|final"
    r"|steeplechase)\b",
    re.IGNORECASE,
)
_AFTER_PART = re.compile(
    r"in|since|from|over|this|last|on|by|to|and|but|after|or|during|when|while|as|within|between"
    r"|compared|for|at|if"
)
_COUPLE = re.compile(r"\b(?:a|last|next|past|first|another|every) $", re.IGNORECASE)
_FEW = re.compile(r"\b(?:last|next|past|first|these|those|the|every|a) $", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:an? )?$", re.IGNORECASE)


class NumberKind(StrEnum):
    """What sort of number a numeral or number word is."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    VAGUE = "vague"
    OVERLONG = "overlong"


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A numeral or number word with its worth.

    ``value`` is exact, ``None`` for a vague word, which has ``lower`` and ``upper`` instead
    (equal to ``value`` otherwise). ``mantissa`` times ``scale`` makes the value: 4.7 and 1000
    for "4.7 thousand". ``precision`` is the weight of the last digit that was printed.
    ``digits`` tells a numeral from a word. An overlong run of digits has no value at all.
    """

    span: Span
    kind: NumberKind
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    mantissa: Decimal
    scale: Decimal
    precision: Decimal
    digits: bool


def find_numbers(
    text: str, words: Sequence[tuple[str, int]] | None = None
) -> tuple[NumberToken, ...]:
    """Return every numeral and number word of ``text``, in order and without overlap.

    Each decimal digit of the text lies inside one of them, even where it is part of a name.
    ``words`` are those of the text; they are found where not given.
    """
    atoms = find_atoms(text, words)
    tokens: list[NumberToken] = []
    at = 0
    while at < len(atoms):
        token, at = _join(text, atoms, at)
        if token is not None:
            tokens.append(token)
    return tuple(tokens)


def weight_of(value: Decimal) -> Decimal:
    """Return the weight of the last digit of ``value`` that is not a mere zero: 100 for 1,100."""
    if not value:
        return _ONE
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return Decimal((0, (1,), exponent))
    digits = value.as_tuple().digits
    zeros = next((n for n, digit in enumerate(reversed(digits)) if digit), 0)
    return Decimal((0, (1,), zeros + (exponent if isinstance(exponent, int) else 0)))


def plain(value: Decimal) -> Decimal:
    """Return ``value`` without exponent or trailing zeros: 4700 for 4700.0 and 4.7E+3."""
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize()


def _join(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken | None, int]:
    """Make one number of the atoms from ``at`` on; return it and the place of the next atom."""
    read = _READERS.get(atoms[at].kind, _spelled)
    return read(text, atoms, at)


def _token(
    text: str,
    atom: Atom,
    kind: NumberKind,
    *,
    value: Decimal | None = None,
    start: int | None = None,
    end: int | None = None,
    scale: Decimal = _ONE,
) -> NumberToken:
    worth = plain(atom.value if value is None else value)
    mantissa = worth if scale == _ONE else EXACT.divide(worth, scale)
    # "83.0" is printed to a tenth, though it is worth no more than "83".
    printed = atom.value if value is None and scale == _ONE else mantissa
    first = atom.start if start is None else start
    part = kind is NumberKind.FRACTION
    return NumberToken(
        span=Span.cut(text, first, atom.end if end is None else end),
        kind=kind,
        value=worth,
        lower=worth,
        upper=worth,
        mantissa=mantissa,
        scale=scale,
        precision=worth if part else plain(EXACT.multiply(weight_of(printed), scale)),
        digits=text[first].isdigit() or atom.kind == "digits",
    )


def _vague_token(
    text: str, start: int, end: int, bounds: tuple[Decimal, Decimal], scale: Decimal
) -> NumberToken:
    low, high = bounds
    return NumberToken(
        span=Span.cut(text, start, end),
        kind=NumberKind.VAGUE,
        value=None,
        lower=low * scale,
        upper=(high + 1) * scale - 1,
        mantissa=low,
        scale=scale,
        precision=scale,
        digits=False,
    )


def _vague(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken, int]:
    """Read "dozens", "tens of thousands", "hundreds of thousands", "thousands upon thousands"."""
    words = number_words()
    first = atoms[at]
    bounds, scale, end = words.bounds[first.word], _ONE, first.end
    at += 1
    while at < len(atoms) and atoms[at].kind in {"vague", "scales"}:
        gap = gap_between(text, atoms[at - 1], atoms[at])
        word = atoms[at].word.removesuffix("s")
        if gap == " of " and word in words.atoms:
            scale *= words.atoms[word][1]
        elif gap not in {" upon ", " and "} or atoms[at].word != first.word:
            break
        end = atoms[at].end
        at += 1
    if scale > _ONE and bounds[1] > _THOUSAND * _TEN:
        bounds = (Decimal(2), Decimal(9))
    return _vague_token(text, first.start, end, bounds, scale), at


def _few(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken | None, int]:
    """Read "several hundred", "a few thousand", "a couple of dozen", "a handful"."""
    words = number_words()
    first = atoms[at]
    before = max(0, first.start - 8)
    known = _COUPLE if first.word in {"couple", "handful"} else _FEW
    found = known.search(text, before, first.start)
    start = first.start
    if found is not None and found.group().lower() == "a ":
        start = found.start()
    scale, end = _ONE, first.end
    at += 1
    while at < len(atoms) and atoms[at].kind in {"scales", "vague"}:
        gap = gap_between(text, atoms[at - 1], atoms[at])
        word = atoms[at].word
        word = word if atoms[at].kind == "scales" else word.removesuffix("s")
        if gap not in {" ", "-", " of "} or word not in words.atoms:
            break
        scale *= words.atoms[word][1]
        end = atoms[at].end
        at += 1
    if found is None and scale == _ONE and first.word != "several":
        return None, at
    return _vague_token(text, start, end, words.bounds[first.word], scale), at


def _article(text: str, start: int) -> int:
    """Return where "a" or "an" before ``start`` begins, else ``start``."""
    found = _ARTICLE.search(text, max(0, start - 4), start)
    return found.start() if found else start


def _ordinal(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken, int]:
    """Read "third" as an ordinal, "a third of" as a fraction."""
    atom = atoms[at]
    start = _article(text, atom.start)
    below = number_words().denominators.get(atom.word)
    if below and start < atom.start and _divides_whole(text, start, atom.end):
        token = _token(text, atom, NumberKind.FRACTION, value=_ONE / below, start=start)
        # "A third of a million".
        return _scaled(text, atoms, at + 1, token)
    return _token(text, atom, NumberKind.ORDINAL), at + 1


def _divides_whole(text: str, start: int, end: int) -> bool:
    """Tell a part from a place in order: "a third of", "by a third", "a fifth higher"."""
    if _TO_PART.match(text, end) or _says_again(text, start, end):
        return True
    if text.startswith(" of", end) or _HIGHER.match(text, end):
        return True
    if not _BY.search(text, max(0, start - 16), start):
        return False
    found = _NEXT_WORDS.match(text, end)
    return found is None or _AFTER_PART.fullmatch(found[1].lower()) is not None


def _says_again(text: str, start: int, end: int) -> bool:
    """Tell a part that says a count again: "6,200 were put off, or about a quarter."."""
    before = max(0, start - _AGAIN_REACH)
    return bool(_AGAIN.search(text, before, start) and _CLOSED.match(text, end))


def _fraction(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken, int]:
    """Read "½" and "1/16", with a scale after them."""
    return _scaled(text, atoms, at + 1, _token(text, atoms[at], NumberKind.FRACTION))


def _part(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken | None, int]:
    """Read "half a million", "half of", "a quarter of"; other uses are no fractions."""
    atom = atoms[at]
    value = _ONE / number_words().denominators[atom.word]
    start = _article(text, atom.start)
    if at + 1 < len(atoms) and atoms[at + 1].kind == "scales":
        token = _token(text, atom, NumberKind.FRACTION, value=value, start=start)
        scaled = _scaled(text, atoms, at + 1, token)
        if scaled[1] > at + 1:
            return scaled
    if atom.word == "half":
        return _token(text, atom, NumberKind.FRACTION, value=value), at + 1
    divides = text.startswith(" of ", atom.end) or _says_again(text, start, atom.end)
    if start < atom.start and divides:
        return _token(text, atom, NumberKind.FRACTION, value=value, start=start), at + 1
    return None, at + 1


def _scaled(text: str, atoms: list[Atom], at: int, token: NumberToken) -> tuple[NumberToken, int]:
    """Multiply ``token`` by the scale words that follow it."""
    factor, end = _ONE, token.span.end
    while at < len(atoms) and atoms[at].kind == "scales" and atoms[at].start - end <= LONGEST_GAP:
        gap = " ".join(text[end : atoms[at].start].lower().split(" "))
        if gap not in _SCALE_JOINTS:
            break
        factor = EXACT.multiply(factor, atoms[at].value)
        end = atoms[at].end
        at += 1
    return (token if factor == _ONE else _times(text, token, factor, end)), at


def _times(text: str, token: NumberToken, factor: Decimal, end: int) -> NumberToken:
    value = plain(EXACT.multiply(token.value or Decimal(0), factor))
    return replace(
        token,
        span=Span.cut(text, token.span.start, end),
        kind=NumberKind.CARDINAL,
        value=value,
        lower=value,
        upper=value,
        scale=EXACT.multiply(token.scale, factor),
        precision=plain(EXACT.multiply(token.precision, factor)),
    )


def _digits(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken, int]:
    """Read a numeral with its sign, its letter or words of scale, and a fraction after it."""
    atom = atoms[at]
    if len(atom.word) > MOST_DIGITS:
        token = _token(text, atom, NumberKind.OVERLONG, value=Decimal(0))
        return replace(token, value=None, lower=None, upper=None), at + 1
    sign = _SIGN.search(text, max(0, atom.start - 7), atom.start)
    if sign is not None and not _is_hyphen(text, sign.start(), atom.end):
        token = _token(text, atom, NumberKind.CARDINAL, value=-atom.value, start=sign.start())
    else:
        token = _token(text, atom, NumberKind.CARDINAL)
    letter = _letter_scale(text, atom)
    if letter is not None:
        return _times(text, token, letter[0], letter[1]), at + 1
    token, at = _scaled(text, atoms, at + 1, token)
    power = _power_of_ten(text, atoms, at, token)
    return power if power is not None else _and_part(text, atoms, at, token)


def _is_hyphen(text: str, start: int, end: int) -> bool:
    """Tell a hyphen with one blank too few, "75 -300mm", from a sign, "Dow 30 -1.3%"."""
    return text[max(0, start - 2) : start - 1].isdigit() and not text.startswith("%", end)


def _power_of_ten(
    text: str, atoms: list[Atom], at: int, token: NumberToken
) -> tuple[NumberToken, int] | None:
    """Read scientific notation: "6.2 x 10^-4", "3 × 10⁸"."""
    end = token.span.end
    found = _POWER_OF_TEN.match(text, end) or _SUPERSCRIPT_POWER.match(text, end)
    if found is None:
        return None
    exponent = next(group for group in found.groups() if group)
    exponent = exponent.translate(_SUPERSCRIPTS).replace("−", "-")
    while at < len(atoms) and atoms[at].start < found.end():
        at += 1
    return _times(text, token, _TEN ** int(exponent), found.end()), at


def _letter_scale(text: str, atom: Atom) -> tuple[Decimal, int] | None:
    """Return the scale that a letter after the digits stands for, and where it ends."""
    if _MILLIONS_OF.match(text, atom.end):
        return number_words().doubtful["M"], text.index("M", atom.end) + 1
    found = _LETTER.match(text, atom.end)
    if found is None:
        return None
    blank, letter = found.groups()
    words = number_words()
    money = _MONEY_BEFORE.search(text, max(0, atom.start - 5), atom.start)
    scale = words.letters.get(letter)
    if scale is not None and (money or not blank or len(letter) > 1):
        return scale, found.end()
    if letter == "M" and not blank and _RACES.match(text, found.end()) is None:
        return words.doubtful[letter], found.end()
    scale = scale or words.doubtful[letter]
    listed = _LISTED_MONEY.search(text, max(0, atom.start - _LIST_REACH), atom.start)
    if money or listed or _counts(text, found.end()):
        return scale, found.end()
    return None


def _counts(text: str, at: int) -> bool:
    """Tell whether what is counted stands at ``at``, as in "12.3m tonnes" and "12.3m t"."""
    if _TONNES.match(text, at):
        return True
    found = _NEXT_WORDS.match(text, at)
    if found is None:
        return False
    if found[1].lower() == "of" and (found[2] or "").lower() in number_words().possessives:
        return True
    if found[1].lower() in number_words().metre_words:
        return False
    return any(word and _COUNTED.fullmatch(word.lower()) for word in found.groups())


def _spelled(text: str, atoms: list[Atom], at: int) -> tuple[NumberToken, int]:
    """Read a number in words, with what follows it: a decimal part, a fraction, an ordinal."""
    atom = atoms[at]
    start = _article(text, atom.start) if atom.kind == "scales" else atom.start
    spread = _BETWEEN.search(text, max(0, start - 12), start) is None
    reader = CardinalReader(text, atoms, at)
    value = reader.read(spread=spread)
    at = reader.at
    end = atoms[at - 1].end
    point = _SPOKEN_POINT.match(text, end)
    if point is not None:
        value += _spoken_decimals(point[1])
        end = point.end()
        while at < len(atoms) and atoms[at].start < end:
            at += 1
    sign = _SIGN.search(text, max(0, start - 7), start)
    if sign is not None and "m" in sign.group().lower():
        value, start = -value, sign.start()
    kind = NumberKind.CARDINAL
    token = _token(text, atom, kind, value=value, start=start, end=end, scale=reader.scale)
    if point is not None and at < len(atoms) and atoms[at].kind == "scales":
        # "Nine point two million".
        return _scaled(text, atoms, at, token)
    if at < len(atoms) and atoms[at].kind in {"ordinals", "denominators"}:
        whole = _divided(text, atoms, at, token)
        if whole is not None:
            # "Three quarters of a million florins".
            return _scaled(text, atoms, at + 1, whole)
    part = _divided_by_tens(text, atoms, at, token)
    return part if part is not None else _and_part(text, atoms, at, token)


def _divided_by_tens(
    text: str, atoms: list[Atom], at: int, token: NumberToken
) -> tuple[NumberToken, int] | None:
    """Read "three twenty-fifths" and "one twenty-fifth": what divides has two words itself."""
    if at + 1 >= len(atoms) or token.value is None or atoms[at].kind != "tens":
        return None
    tens, last = atoms[at], atoms[at + 1]
    singular = last.word.removesuffix("s")
    kind, below = number_words().atoms.get(singular, ("", _TEN))
    joined = gap_between(text, atoms[at - 1], tens) == " " and gap_between(text, tens, last) == "-"
    many = last.word != singular
    if not joined or kind != "ordinals" or below >= _TEN or many == (token.value == _ONE):
        return None
    value = EXACT.divide(token.value, tens.value + below)
    span = Span.cut(text, token.span.start, last.end)
    fraction = replace(
        token, span=span, kind=NumberKind.FRACTION, value=value, lower=value, upper=value
    )
    return replace(fraction, mantissa=value, precision=value), at + 2


def _spoken_decimals(words: str) -> Decimal:
    """Return the worth of the words behind "point": "seven one", "seventy-one", "eleven"."""
    atoms = number_words().atoms
    parts = [atoms[word] for word in re.split(r"[ -]", words.strip())]
    if parts[0][0] == "tens":
        return Decimal(f"0.{sum(value for _, value in parts)}")
    return Decimal("0." + "".join(str(value) for _, value in parts))


def _divided(text: str, atoms: list[Atom], at: int, token: NumberToken) -> NumberToken | None:
    """Read "two thirds" and "twenty-first": a number in words before an ordinal."""
    atom = atoms[at]
    joint = gap_between(text, atoms[at - 1], atom)
    if joint not in JOINTS | {" and ", SPACED_HYPHEN} or token.value is None:
        return None
    start, below = token.span.start, number_words().denominators.get(atom.word)
    if below and (atom.word.endswith("s") if token.value != _ONE else True):
        value = token.value / below
        return _token(text, atom, NumberKind.FRACTION, value=value, start=start)
    if atom.kind == "ordinals" and token.value >= _TWENTY and atom.value < token.precision:
        value = token.value + atom.value
        return _token(text, atom, NumberKind.ORDINAL, value=value, start=start)
    return None


def _and_part(text: str, atoms: list[Atom], at: int, token: NumberToken) -> tuple[NumberToken, int]:
    """Add the fraction of "two and a half", "2 1/2" and "3½", and the scale after it."""
    if at >= len(atoms) or token.value is None:
        return token, at
    gap = gap_between(text, atoms[at - 1], atoms[at])
    atom, used = atoms[at], at
    if atom.kind == "fraction" and gap in {"", " ", "-", " and "}:
        part = atom.value
    elif gap in _AND_A and gap.endswith(("a ", "a-")) and atom.word in number_words().denominators:
        if token.scale > _ONE and _scales(atoms, at + 1):
            return token, at
        part = _ONE / number_words().denominators[atom.word]
    elif gap == " and " and atom.kind == "units" and at + 1 < len(atoms):
        used = at + 1
        below = number_words().denominators.get(atoms[used].word)
        single = atom.value == _ONE or atoms[used].word.endswith("s")
        if below is None or not single or gap_between(text, atom, atoms[used]) not in JOINTS:
            return token, at
        part = atom.value / below
    else:
        return token, at
    value = plain(EXACT.add(token.value, EXACT.multiply(part, token.scale)))
    end = atoms[used].end
    joined = replace(
        token,
        span=Span.cut(text, token.span.start, end),
        value=value,
        lower=value,
        upper=value,
        mantissa=EXACT.add(token.mantissa, part),
        precision=EXACT.multiply(part, token.scale),
    )
    return _scaled(text, atoms, used + 1, joined)


def _scales(atoms: list[Atom], at: int) -> bool:
    """Tell whether a scale of its own follows: "one billion and a quarter million"."""
    return at < len(atoms) and atoms[at].kind == "scales"


_READERS: dict[str, Callable[[str, list[Atom], int], tuple[NumberToken | None, int]]] = {
    "vague": _vague,
    "few": _few,
    "ordinal": _ordinal,
    "ordinals": _ordinal,
    "denominators": _part,
    "fraction": _fraction,
    "digits": _digits,
}
