"""Units of measure, money, rates, counted nouns, and those that a figure leaves out."""

from __future__ import annotations

import pytest

from tests.engine.quantity_rows import quantities

NAMED = [
    ("The deal cost $3bn.", ["USD"]),
    ("A fine of PS2.7m was paid.", ["GBP"]),
    ("The fund holds EUR50m.", ["EUR"]),
    ("It sells for AU $90.", ["AUD"]),
    ("The shares closed at 236p.", ["penny"]),
    ("The file is in 1080p.", []),
    ("Oil stood at $81 a barrel.", ["USD per barrel"]),
    ("Gas fell to $2.40 per mmBTU.", ["USD per mega british thermal unit"]),
    ("Staff work 40 to 50 hours a week.", ["hour per week"]),
    ("A 185-hp engine drives it.", ["horsepower"]),
    ("The jar holds a quarter of a US pint.", ["pint"]),
    ("The air held 1,200 parts per million of the gas.", ["part per million"]),
    ("The depot covers 500 sq m.", ["square metre"]),
    ("The water rose a metre and a half.", ["metre"]),
    ("They made eight million 250ml bottles.", ["bottle", "millilitre"]),
    ("The house has 12 MPs from the north.", ["mp"]),
    ("The ferry had 130 aboard.", ["person"]),
    ("The poll puts them nine points ahead.", ["percentage point"]),
    ("He scored 31 points in the game.", ["point"]),
    ("The panel held 500 watt-hours.", ["watt hour"]),
    ("The yield rose 5 bps.", ["basis point"]),
]


@pytest.mark.parametrize(("text", "units"), NAMED, ids=[row[0] for row in NAMED])
def test_unit_has_its_canonical_name(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in quantities(text)] == units


LEFT_OUT = [
    ("More than 6 million homes, including 1.5 million in the capital.", ["home", "home"]),
    ("The court cut the sentence from nine years to six and a half.", ["year", "year"]),
    ("Teams searched 80 of the lake's 113 square kilometres.", ["square kilometre"] * 2),
    ("They raised 280 million of the 1.5 billion shekels.", ["ILS", "ILS"]),
    ("Burglaries rose to 231.", ["burglary"]),
    ("The number of shots was put at 22, the guard said.", ["shot"]),
    ("The lake shrank from 2,500 square miles in 1960 to less than 150 now.", ["square mile"] * 2),
    ("The union wants 8 per cent; the railway has offered 4.", ["percent", "percent"]),
    ("The index gained 0.7 per cent to end at 27,349.", ["percent", ""]),
    ("Tens of thousands marched on Sunday.", ["person"]),
    ("Of the prisoners, 14 were women.", ["woman"]),
    ("The rouble slid to 98.5 against the dollar.", ["RUB"]),
    ("The yen traded at 151.2 to the dollar on Friday.", ["JPY"]),
    ("It fell to 4.2 against the euro.", [""]),
    ("The hall seats about 1,250.", ["person"]),
    ("The yard employs 340 and owns nine cranes.", ["person", "crane"]),
    ("The town has a population of about 12,400.", ["person"]),
    ("None of the early warnings was read, and a further 15 were lost.", ["warning"]),
]


@pytest.mark.parametrize(("text", "units"), LEFT_OUT, ids=[row[0] for row in LEFT_OUT])
def test_unit_that_is_left_out_is_supplied(text: str, units: list[str]) -> None:
    assert [quantity.unit for quantity in quantities(text)] == units


def test_unit_is_not_taken_over_from_another_sentence() -> None:
    found = quantities("They sank 12 ships. The tally was 40, he said.")

    assert [quantity.unit for quantity in found] == ["ship", ""]
