"""The table of units agrees with pint, a registry of units that others keep up."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pint
import pytest

from claimtrack.engine.numeric.units import convert

TABLE = Path(__file__).parents[3] / "claimtrack" / "engine" / "data" / "units.toml"
UNITS: dict[str, dict[str, dict[str, str]]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
REGISTRY: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
TOLERANCE = Decimal("1e-12")

#: Families that no registry of physical units has, with the reason.
OURS = {
    "share": "parts of a whole have no unit",
    "points": "differences between shares",
    "multiple": "multiples of another figure",
    "calendar": "a month has no length in days",
    "sound": "decibels are a logarithm, of one unit alone",
}

#: What pint calls those units that it has under another name, or whose name means another there.
NAMES = {
    # Pint's plain barrel holds 31.5 gallons; news counts oil, in barrels of 42.
    "barrel": "oil_barrel",
    # Pint's "pound" is a mass, these are a force.
    "pound per square inch": "pound_force_per_square_inch",
    "kilopound per square inch": "kip_per_square_inch",
    "pound-foot": "pound_force * foot",
    # Of its several definitions, that of the International Steam Table, as in the trade in gas.
    "british thermal unit": "international_british_thermal_unit",
    # Pint's "revolution" is an angle.
    "revolution per minute": "1 / minute",
    "celsius": "degree_Celsius",
    "fahrenheit": "degree_Fahrenheit",
    "newton metre": "newton * metre",
}

#: Units that are reckoned from another one.
SIZES = {
    # Pint builds these two on the survey foot of the United States, which was given up in 2022.
    "acre": (43_560, "foot**2"),
    "furlong": (660, "foot"),
    "mega british thermal unit": (1_000_000, "international_british_thermal_unit"),
}


def spelled(name: str) -> str:
    """Spell a canonical name as pint does: "square metre" as "metre**2"."""
    if name in NAMES:
        return NAMES[name]
    divided = name.replace(" per ", " / ")
    squared = re.sub(r"square (\w+)", r"\1**2", divided)
    cubed = re.sub(r"cubic (\w+)", r"\1**3", squared)
    return re.sub(r"(?<=\w) (?=\w)", "_", cubed)


def base_of(family: str) -> str:
    """Return the unit of a family that all its factors lead to."""
    return next(name for name, entry in UNITS[family].items() if Decimal(entry["factor"]) == 1)


def in_pint(value: Decimal, name: str, base: str) -> Decimal:
    """Return ``value`` of the unit ``name`` in the unit ``base``, as pint reckons it."""
    size, unit = SIZES.get(name, (1, spelled(name)))
    converted: Decimal = REGISTRY.Quantity(value * size, unit).to(spelled(base)).magnitude
    return converted


@pytest.mark.parametrize(
    ("name", "base"),
    [(name, base_of(family)) for family in UNITS if family not in OURS for name in UNITS[family]],
)
def test_unit_has_the_size_that_pint_gives_it(name: str, base: str) -> None:
    theirs = in_pint(Decimal(7), name, base)

    assert abs(convert(Decimal(7), name, base) / theirs - 1) < TOLERANCE


def test_families_that_are_only_ours_are_in_the_table() -> None:
    assert OURS.keys() <= UNITS.keys()
