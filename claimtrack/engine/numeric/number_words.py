"""Cardinals in words, as English joins them: "two hundred and fifty thousand", "four-thousand-100".

The grammar is that of the numeral itself: a group below a thousand, a scale, a smaller group
below that scale, and so on. A word that does not fit ends the number and begins the next.
"""

from __future__ import annotations

from decimal import Context, Decimal

from claimtrack.engine.numeric.numerals import JOINTS, SPACED_HYPHEN, Atom, gap_between

#: Wide enough for every number that this package reads.
EXACT = Context(prec=60)

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_TWENTY = Decimal(20)
_TEN = Decimal(10)
_AND = frozenset({" and ", "-and-"})
_SMALL = frozenset({"units", "teens", "tens"})


class CardinalReader:
    """Reads one cardinal of ``atoms`` from the place ``at``, which moves past what it read."""

    def __init__(self, text: str, atoms: list[Atom], at: int) -> None:
        self.text = text
        self.atoms = atoms
        self.at = at
        self._first = at
        self._total = Decimal(0)
        self._floor = Decimal("Infinity")

    @property
    def scale(self) -> Decimal:
        """The last scale word read, 1 where there was none."""
        return self._floor if self._floor.is_finite() else _ONE

    def read(self, *, spread: bool) -> Decimal:
        """Return the value of the number; ``spread`` lets "and" join a group to its scale.

        The first atom must be a number word below twenty, a multiple of ten, or a scale.
        """
        first = self.atoms[self.at]
        group: Decimal | None = None
        if first.kind == "scales":
            group = _ONE
            if first.word == "hundred":
                group = _HUNDRED
                self.at += 1
        group = self._small(group)
        while group is not None:
            if not self._scale(group):
                return self._total + group
            group = self._next_group(spread=spread)
        return self._total

    def _kind(self) -> str:
        return self.atoms[self.at].kind if self.at < len(self.atoms) else ""

    def _gap(self) -> str:
        """Return what stands before the next atom, nothing before the first."""
        if self.at == self._first:
            return ""
        return gap_between(self.text, self.atoms[self.at - 1], self.atoms[self.at])

    def _small(self, group: Decimal | None) -> Decimal | None:
        """Read a number below a thousand: units, teens, tens, and hundreds of them."""
        while self.at < len(self.atoms):
            atom = self.atoms[self.at]
            if group is None:
                if atom.kind not in _SMALL:
                    return None
                group = atom.value
            elif self._gap() in JOINTS and _attaches(group, atom):
                group = group * atom.value if atom.word == "hundred" else group + atom.value
            elif self._adds(group, atom):
                group += atom.value
            else:
                return group
            self.at += 1
        return group

    def _adds(self, group: Decimal, atom: Atom) -> bool:
        """Tell whether "and" or a spaced hyphen adds ``atom`` to the group."""
        gap = self._gap()
        if gap == SPACED_HYPHEN:
            return _joins_spaced(group, atom)
        return gap in _AND and group >= _HUNDRED and self._completes(group)

    def _completes(self, group: Decimal) -> bool:
        """Tell whether the atom after "and" ends this number rather than begins another."""
        if self._kind() not in _SMALL or group % _HUNDRED:
            return False
        after = self.at + 1
        if after == len(self.atoms):
            return True
        if gap_between(self.text, self.atoms[self.at], self.atoms[after]) not in JOINTS:
            return True
        return self.atoms[after].word != "hundred" and not divides(self.atoms[after])

    def _scale(self, group: Decimal) -> bool:
        """Multiply ``group`` by the scales that follow and add it; tell whether there were any."""
        scale = _ONE
        while self._kind() == "scales" and self._gap() in (JOINTS | {""}):
            atom = self.atoms[self.at]
            if group * scale * atom.value >= self._floor:
                break
            scale = EXACT.multiply(scale, atom.value)
            self.at += 1
        if scale == _ONE:
            return False
        self._total = EXACT.add(self._total, EXACT.multiply(group, scale))
        self._floor = scale
        return True

    def _next_group(self, *, spread: bool) -> Decimal | None:
        """Read the group after a scale, if it belongs to this number."""
        if self.at >= len(self.atoms):
            return None
        gap, mark = self._gap(), self.at
        atom = self.atoms[mark]
        if atom.kind == "digits" and gap == "-" and atom.value < self._floor:
            self._total += atom.value
            self.at += 1
            return None
        if gap not in JOINTS and not (spread and gap in _AND):
            return None
        group = self._small(None)
        divided = self.at < len(self.atoms) and divides(self.atoms[self.at])
        if group is not None and self._fits(group) and not (divided and gap in _AND):
            return group
        self.at = mark
        return None

    def _fits(self, group: Decimal) -> bool:
        """Tell whether ``group``, with the scale after it, lies below the scale before."""
        if self._kind() == "scales" and self._gap() in JOINTS:
            return group * self.atoms[self.at].value < self._floor
        return group < self._floor


def divides(atom: Atom) -> bool:
    """Tell whether ``atom`` can only be what the number before it is divided by: "quarters"."""
    return atom.kind == "denominators" or atom.word == "half"


def _joins_spaced(group: Decimal, atom: Atom) -> bool:
    """Tell whether "fifty - two" is one number; only a unit after a ten is."""
    rest = group % _HUNDRED
    return atom.kind == "units" and atom.value > 0 and rest >= _TWENTY and rest % _TEN == 0


def _attaches(group: Decimal, atom: Atom) -> bool:
    """Tell whether ``atom`` goes on with ``group`` after a space or a hyphen."""
    if atom.word == "hundred":
        return _ONE <= group < _HUNDRED
    rest = group % _HUNDRED
    if atom.kind == "units":
        after_tens = rest >= _TWENTY and rest % _TEN == 0
        return atom.value > 0 and group > 0 and (rest == 0 or after_tens)
    return atom.kind in _SMALL and group > 0 and rest == 0
