"""What a figure measures where the words that say so stand apart from it."""

from __future__ import annotations

import pytest

from tests.engine.figures import measures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The recall, announced on Monday, covers 3,000 ovens made in June.",
         {"3,000 ovens": "recalled"}),
        ("Layoffs will affect 120 workers at the mill.", {"120 workers": "laid-off"}),
        ("The fires affected 120 workers at the mill.", {"120 workers": "affected"}),
        ("Firefighters rescued nine women trapped on the roof.", {"nine women": "rescued"}),
        ("The army lost 30 soldiers killed in the raid.", {"30 soldiers": "killed"}),
        ("A lorry hit three cyclists.", {"three cyclists": "hit"}),
        ("A stray bullet hit the mother of 13.", {"13": "offspring"}),
        ("The mill turned out 400 engines.", {"400 engines": "produced"}),
        ("Some 90 villagers took refuge in the church.", {"Some 90 villagers": "sheltered"}),
        ("The militia controls 40 villages.", {"40 villages": "controlled"}),
        ("The flood is killing 30 people a day.", {"30 people": "killed"}),
    ],
)  # fmt: skip
def test_measure_of_an_object_is_that_of_the_verb_and_its_subject(
    text: str, expected: dict[str, str]
) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police intervened when some 100 people joined the march.",
            {"some 100 people": "attended"},
        ),
        ("They had reached the station when 20 people broke away.", {"20 people": "broken"}),
        ("He scored with a bank shot over two defenders.", {"over two defenders": "defenders"}),
    ],
)
def test_measure_is_not_that_of_the_clause_before(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hosts beat Alder by 12 points.", {"12 points": "lead"}),
        ("She won the seat by 340 votes.", {"340 votes": "lead"}),
        ("The hosts scored 12 points.", {"12 points": "points"}),
        ("He finished two seconds faster than the champion.", {"two seconds": "lead"}),
        ("The two offers were $4m apart.", {"$4m": "gap"}),
    ],
)
def test_measure_of_a_margin_is_by_how_much_one_won(text: str, expected: dict[str, str]) -> None:
    assert measures(text) == expected


@pytest.mark.parametrize(
    ("text", "exact", "measure"),
    [
        ("Imports rose faster than exports, by 6% against 2%.", "2%", "exports"),
        ("The tablet halved seizures, and cut headaches by 30%.", "30%", "headache"),
        ("The blood held 3 mg of zinc per litre.", "3 mg", "concentration"),
        ("Its failure rate is still about 4%.", "about 4%", "failure-rate"),
        ("Owls hunted the lit fields 30% less often.", "30%", "hunted"),
        ("The greens polled 11%, the mayor said.", "11%", "vote-share"),
        ("The bank took 11% of the firm.", "11%", ""),
        ("The avalanche left the road under two metres of ash.", "two metres", "depth"),
        ("The ferry sank 70 km off Darenk.", "70 km", "distance-darenk"),
        ("Divers have covered 30 of the bay's 50 square kilometres.",
         "50 square kilometres", "area"),
        ("Inspectors failed seven of the 20 kitchens they visited.", "20 kitchens", "visited"),
        ("Rescuers looked for 50 missing miners and found 11.", "11", "found"),
        ("The grant, a tax credit worth $4,000, goes to farms.", "$4,000", "benefit"),
    ],
)  # fmt: skip
def test_measure_is_read_over_other_words_of_its_clause(
    text: str, exact: str, measure: str
) -> None:
    assert measures(text)[exact] == measure
