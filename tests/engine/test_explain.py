from __future__ import annotations

from decimal import Decimal

from claimtrack.engine.compare import compare
from claimtrack.engine.explain import edges_of, explain, severity
from claimtrack.engine.policy import DEFAULT_POLICY
from claimtrack.engine.sums import derive_sums
from claimtrack.engine.totals import compare_sum
from tests.engine.assertions import assertion

FIRST = assertion(
    {
        "exact": "about 1,100",
        "figure": "~1100",
        "measure": "killed-or-wounded",
        "who": "valdorian troop",
        "by": "staff",
        "name": "the General Staff",
        "report": "r1",
        "on": "2031-03-04",
        "as_of": "2031-03-04",
    }
)
SECOND = assertion(
    {
        "exact": "more than 3,000",
        "figure": ">3000",
        "measure": "killed-or-wounded",
        "who": "valdorian troop",
        "by": "minister",
        "name": "Ada Lund",
        "report": "r2",
        "on": "2031-03-04",
    }
)
SHUT = (Decimal(1045), Decimal(1155))
OPEN = (Decimal(3000), None)


def test_contradiction_is_told_in_one_line_with_what_is_missing() -> None:
    comparison = compare(FIRST, SECOND, DEFAULT_POLICY)
    assert explain(comparison, FIRST, SECOND, DEFAULT_POLICY) == (
        "“about 1,100” (the General Staff, 4 March 2031) and “more than 3,000” (Ada Lund, "
        "4 March 2031) exclude each other: both cannot hold: same measure (killed or wounded), "
        "population (valdorian troop) and window (to date), both of 4 March 2031, in an order "
        "that is not known; “more than 3,000” gives no as-of day, so the report's date "
        "(4 March 2031) stands in for it."
    )


def test_line_is_the_same_from_either_side() -> None:
    one = explain(compare(FIRST, SECOND, DEFAULT_POLICY), FIRST, SECOND, DEFAULT_POLICY)
    two = explain(compare(SECOND, FIRST, DEFAULT_POLICY), SECOND, FIRST, DEFAULT_POLICY)
    assert one == two


def test_sum_is_told_with_its_parts() -> None:
    scope = {"who": "valdorian troop", "by": "staff", "name": "the General Staff", "report": "r1"}
    killed = assertion({"exact": "300 killed", "figure": "=300", "measure": "killed"} | scope)
    wounded = assertion(
        {"exact": "800 wounded", "figure": "=800", "measure": "wounded", "at": 50} | scope
    )
    total = assertion(
        {"exact": "2,000", "figure": "=2000", "measure": "casualties", "at": 90} | scope
    )
    (derived,) = derive_sums([killed, wounded])
    comparison = compare_sum(derived, total, DEFAULT_POLICY)
    assert comparison is not None
    assert explain(comparison, derived.total, total, DEFAULT_POLICY) == (
        "300 killed + 800 wounded make 1,100, not “2,000” (the General Staff, 23 December 2024)."
    )


def test_severity_grows_with_certainty_gap_origins_and_news() -> None:
    def weigh(
        certainty: str = "0.5",
        b: tuple[Decimal | None, Decimal | None] = OPEN,
        origins: int = 2,
        age_days: int = 0,
    ) -> Decimal:
        return severity(
            certainty=Decimal(certainty),
            a=SHUT,
            b=b,
            origins=origins,
            policy=DEFAULT_POLICY,
            age_days=age_days,
        )

    usual = weigh()
    assert weigh(certainty="0.9") > usual
    assert weigh(b=(Decimal(1200), None)) < usual
    assert weigh(origins=5) > usual
    assert weigh(age_days=30) < usual
    assert 0 <= usual <= 100


def test_severity_of_words_needs_no_figures() -> None:
    none = (None, None)
    weight = severity(certainty=Decimal("0.9"), a=none, b=none, origins=1, policy=DEFAULT_POLICY)
    assert weight > 0


def test_edges_carry_the_tolerance() -> None:
    assert edges_of(FIRST, DEFAULT_POLICY) == SHUT
    assert edges_of(assertion({"exact": "no"}), DEFAULT_POLICY) == (None, None)
