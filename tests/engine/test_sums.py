from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.records import Assertion, Relation
from claimtrack.engine.sums import DerivedSum, SumKind, derive_sums
from claimtrack.engine.totals import compare_sum
from tests.engine.assertions import assertion
from tests.engine.reports import read_report

SCOPE = {
    "who": "valdorian troop",
    "by": "staff",
    "report": "r1",
    "outlet": "daily",
    "on": "2031-03-04",
}
KILLED = SCOPE | {"exact": "100 killed", "figure": "=100", "measure": "killed"}
WOUNDED = SCOPE | {
    "exact": "about 1,000 wounded",
    "figure": "~1000",
    "measure": "wounded",
    "at": 50,
}
TOTAL = SCOPE | {"exact": "1,100 casualties", "figure": "=1100", "measure": "killed-or-wounded"}
ELSEWHERE = {"report": "r2", "outlet": "weekly", "by": "minister"}


def sums(*records: dict[str, Any]) -> tuple[DerivedSum, ...]:
    return derive_sums([assertion(record) for record in records])


def held(total: dict[str, Any], *parts: dict[str, Any]) -> Relation | None:
    (derived,) = sums(*parts)
    comparison = compare_sum(derived, assertion(total), DEFAULT_POLICY)
    return comparison.relation if comparison else None


def test_killed_and_wounded_of_one_voice_make_a_sum() -> None:
    (derived,) = sums(KILLED, WOUNDED)
    assert derived.kind == SumKind.MEASURES
    assert derived.total.claim.measure.key == "killed-or-wounded"
    assert derived.nominal == Decimal(1100)
    assert derived.text == "100 killed + about 1,000 wounded"
    assert (derived.bounds.low, derived.bounds.high) == (Decimal(850), Decimal(1350))


def test_sum_does_not_depend_on_the_order_of_claims() -> None:
    assert sums(KILLED, WOUNDED) == sums(WOUNDED, KILLED)


def test_parts_of_two_voices_or_two_reports_make_no_sum() -> None:
    assert sums(KILLED, WOUNDED | {"by": "minister"}) == ()
    assert sums(KILLED, WOUNDED | {"report": "r2"}) == ()


def test_part_stated_twice_with_two_figures_makes_no_sum() -> None:
    assert sums(KILLED, WOUNDED, KILLED | {"exact": "140", "figure": "=140", "at": 90}) == ()


def test_part_stated_twice_alike_makes_one_sum() -> None:
    assert len(sums(KILLED, WOUNDED, KILLED | {"at": 90})) == 1


def test_people_of_one_sentence_make_a_sum_and_of_two_do_not() -> None:
    sentence = "The blast killed 3 people and injured 5."
    killed = KILLED | {"exact": "3 people", "figure": "=3", "who": "person", "sentence": sentence}
    hurt = WOUNDED | {"exact": "5", "figure": "=5", "who": "", "sentence": sentence, "at": 0}
    assert len(sums(killed, hurt)) == 1
    assert sums(killed, hurt | {"sentence": "Elsewhere 5 were hurt.", "at": 90}) == ()


def test_total_that_the_parts_make_is_consistent_in_and_across_reports() -> None:
    assert held(TOTAL | {"at": 99}, KILLED, WOUNDED) == Relation.SUM_CONSISTENT
    other = TOTAL | {"report": "r2", "by": "minister", "on": "2031-03-07"}
    assert held(other, KILLED, WOUNDED) == Relation.SUM_CONSISTENT


def test_open_parts_make_the_total_that_their_printed_figures_make() -> None:
    least = KILLED | {"exact": "at least 100", "figure": ">=100"}
    nearly = WOUNDED | {"exact": "approaching 1,000", "figure": "^1000"}
    other = TOTAL | {"report": "r2", "by": "minister"}
    assert held(other, least, nearly) == Relation.SUM_CONSISTENT
    assert held(other | {"exact": "9,000", "figure": "=9000"}, least, nearly) is None


def test_total_that_the_parts_cannot_make_in_one_report_is_arithmetic() -> None:
    wrong = TOTAL | {"exact": "2,400 casualties", "figure": "=2400", "at": 99}
    assert held(wrong, KILLED, WOUNDED) == Relation.ARITHMETIC


def test_total_of_another_source_is_held_by_the_rules_of_time() -> None:
    other = TOTAL | {"exact": "2,400", "figure": "=2400"} | ELSEWHERE
    assert held(other, KILLED, WOUNDED) == Relation.CONTRADICTION
    assert held(other | {"on": "2031-03-20"}, KILLED, WOUNDED) == Relation.UPDATE


def test_reasons_of_a_sum_carry_the_spans_of_its_parts() -> None:
    (derived,) = sums(KILLED, WOUNDED)
    total: Assertion = assertion(TOTAL | {"at": 99})
    comparison = compare_sum(derived, total, DEFAULT_POLICY)
    assert comparison is not None
    assert comparison.reasons[0].a == tuple(part.claim.span for part in derived.parts)
    assert comparison.reasons[0].b == (total.claim.span,)


class TestLists:
    WORKERS = SCOPE | {
        "exact": "5,000 builders",
        "figure": "=5000",
        "measure": "to-be-sent",
        "modality": "planned",
        "window": "planned",
        "who": "valdorian builder",
        "siblings": [[50, 64, "1,000 deminers"]],
    }
    DEMINERS = WORKERS | {
        "exact": "1,000 deminers",
        "figure": "=1000",
        "who": "valdorian deminer",
        "at": 50,
        "siblings": [],
    }
    ALL = WORKERS | {
        "exact": "6,000 people",
        "figure": "=6000",
        "who": "valdorian person",
        "at": 99,
        "siblings": [],
    }

    def test_groups_of_one_list_make_a_sum(self) -> None:
        (derived,) = sums(self.WORKERS, self.DEMINERS)
        assert derived.kind == SumKind.POPULATIONS
        assert derived.total.claim.population.key == "valdorian person"
        assert held(self.ALL, self.WORKERS, self.DEMINERS) == Relation.SUM_CONSISTENT

    def test_list_may_be_incomplete_so_a_larger_total_says_nothing(self) -> None:
        more = self.ALL | {"exact": "9,000", "figure": "=9000"}
        assert held(more, self.WORKERS, self.DEMINERS) is None

    def test_list_that_exceeds_its_total_in_one_report_is_arithmetic(self) -> None:
        less = self.ALL | {"exact": "4,000", "figure": "=4000"}
        assert held(less, self.WORKERS, self.DEMINERS) == Relation.ARITHMETIC
        assert held(less | {"report": "r2", "by": "other"}, self.WORKERS, self.DEMINERS) is None

    def test_groups_that_share_members_make_no_sum(self) -> None:
        soldiers = self.DEMINERS | {"who": "valdorian person"}
        assert sums(self.WORKERS, soldiers) == ()

    def test_part_told_elsewhere_is_not_held_against_the_sum(self) -> None:
        elsewhere = self.DEMINERS | {"report": "r2", "outlet": "weekly", "at": 0}
        assert held(elsewhere, self.WORKERS, self.DEMINERS) is None

    def test_part_is_never_held_against_its_own_sum(self) -> None:
        assert held(self.WORKERS, self.WORKERS, self.DEMINERS) is None


def test_men_and_women_alone_need_not_be_all_who_died() -> None:
    claims = read_report(
        "Twelve men and ten women were killed in the first blast in Velm, police said. "
        "The two blasts killed 24 people, police said.",
        report="r1",
        published=date(2031, 3, 4),
    )
    total = next(each for each in claims if each.claim.span.exact == "24 people")
    (derived,) = (each for each in derive_sums(claims) if each.kind is SumKind.POPULATIONS)
    assert compare_sum(derived, total, DEFAULT_POLICY) is None


def test_list_over_places_that_may_leave_some_out_contradicts_no_larger_count() -> None:
    text = "Thirty people died. Eleven died in Orlea, six in Mestec and four in Poiana."
    claims = read_report(text, report="r1", published=date(2031, 3, 4))
    (derived,) = derive_sums(claims)
    assert derived.kind is SumKind.SPREAD
    assert derived.nominal == Decimal(21)
    total = next(each for each in claims if each.claim.span.exact == "Thirty people")
    assert compare_sum(derived, total, DEFAULT_POLICY) is None


def spelled_out(text: str) -> list[Relation]:
    claims = read_report(text, report="r1", published=date(2031, 3, 4))
    (derived,) = derive_sums(claims)
    found = (compare_sum(derived, each, DEFAULT_POLICY) for each in claims)
    return [each.relation for each in found if each is not None]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "It is worth €4.2bn: €1.9bn for fuel, 1.1 billion for pensions and €800m for bakeries.",
            Relation.ARITHMETIC,
        ),
        (
            "It is worth €4.7bn: €2.3bn for roads, 1.2 billion for schools and €1.1bn for ports.",
            Relation.SUM_CONSISTENT,
        ),
        (
            "The fire destroyed 73 structures -- 44 homes, 19 barns and three shops -- on Monday.",
            Relation.ARITHMETIC,
        ),
        (
            "It has 58 deaths in the vale, of which 31 in Orlea, 19 in Mestec and 11 in Poiana.",
            Relation.ARITHMETIC,
        ),
        (
            "The 2,400 posts comprise 870 at Tollberg, 640 at Varnes and 320 at head office.",
            Relation.ARITHMETIC,
        ),
        (
            "The fund gave 90 grants: 40 to schools, 30 to clinics and 10 to libraries.",
            Relation.ARITHMETIC,
        ),
    ],
)
def test_list_behind_a_colon_says_all_that_makes_its_total(text: str, relation: Relation) -> None:
    assert spelled_out(text) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "The fund gave 90 grants: 40 to schools, 30 to clinics, 10 to libraries among others.",
        "The blast killed 12 people: seven miners, three rescuers and a doctor.",
        "They made 16 turnovers -- two more than Velm -- and only 17 assists.",
    ],
)
def test_list_that_stops_short_makes_no_sum(text: str) -> None:
    claims = read_report(text, report="r1", published=date(2031, 3, 4))
    assert all(
        compare_sum(sum_, each, DEFAULT_POLICY) is None
        for sum_ in derive_sums(claims)
        for each in claims
    )


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            (
                "In all 46 people were arrested: 29 in Orlea, 12 in Mestec and seven in Poiana. "
                "Fifteen of them were charged."
            ),
            "Fifteen of them",
        ),
        (
            (
                "Seven women, four men and two children are among the dead. Three more bodies were "
                "found at dawn."
            ),
            "Three more bodies",
        ),
        (
            (
                "Operating profit came to €925m, the bank said: 412 million from branches, 365 "
                "million from lending and 148 million from funds. Net profit rose to €731m."
            ),
            "€731m",
        ),
    ],
)
def test_what_is_some_of_others_or_came_on_top_is_no_total(text: str, total: str) -> None:
    claims = read_report(text, report="r1", published=date(2031, 3, 4))
    (stated,) = (each for each in claims if total.startswith(each.claim.span.exact))
    for derived in derive_sums(claims):
        assert compare_sum(derived, stated, DEFAULT_POLICY) is None


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "The rate fell to 81.2 per cent from 83.4 per cent in 2030, a drop of 3.9 points.",
            Relation.ARITHMETIC,
        ),
        (
            "The rate fell to 81.2 per cent from 83.4 per cent in 2030, a drop of 2.2 points.",
            Relation.SUM_CONSISTENT,
        ),
        (
            "The mill cut its staff from 4,231 to 3,908, a reduction of 523 jobs, it said.",
            Relation.ARITHMETIC,
        ),
    ],
)
def test_what_moved_is_what_lies_between_the_levels(text: str, relation: Relation) -> None:
    assert relations_of(text) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        # Shares move by points, not by shares.
        "It cut its forecast to 1.8 per cent from 2.1 per cent and sees growth of 2.4 per cent.",
        "The mill cut its staff from 4,231 to 3,908 and lost 523 machines in a fire.",
    ],
)
def test_what_stands_beside_two_levels_need_not_lie_between_them(text: str) -> None:
    assert relations_of(text) == []


def relations_of(text: str) -> list[Relation]:
    """Return what every sum of a text says of the figures beside it."""
    claims = read_report(text, report="r1", published=date(2031, 3, 4))
    figures = [each for each in claims if each.claim.quantity is not None]
    found = (
        compare_sum(derived, each, DEFAULT_POLICY)
        for derived in derive_sums(figures)
        for each in figures
    )
    return [comparison.relation for comparison in found if comparison is not None]
