"""A statement that many relay takes one more as one that few relay, in whatever order they come."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from apps.accounts.models import User
from apps.claims.assertions import assertions_of
from apps.claims.models import Claim
from apps.discrepancies.gathering import SPOKEN_FOR_BY, gathered, own_members
from apps.discrepancies.models import Statement
from apps.pipeline.rows import statement_row
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report
from apps.reports.services import report_set_status
from claimtrack.engine.policy import DEFAULT_POLICY
from tests.apps.conftest import check
from tests.pipeline.test_crowded_key import rows, run
from tests.pipeline.test_order import empty

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.django_db(transaction=True)

#: The same words of one mayor on three days, every third time below a headline that has them too;
#: and of one who was not asked for a month.
TEXT = "Mayor Ilse Marn said 41 homes were flooded in Tarn."
HEADLINE = "Mayor: 41 homes flooded in Tarn\n\n"
RELAYS = [
    {
        "text": (HEADLINE if number % 3 == 0 else "") + TEXT,
        "outlet": f"Gazette {number}",
        "external_id": f"relay-{(7 * number) % 20:02}",
        "day": f"2025-03-{5 + number % 3:02}",
    }
    for number in range(15)
] + [{"text": TEXT, "outlet": "Yearbook", "external_id": "late", "day": "2025-05-20"}]


def told() -> tuple[list[dict[str, Any]], Any]:
    """Return the statements and what was compared, and leave nothing behind."""
    statements = Statement.objects.prefetch_related(
        "claims__version__report", "parts__claims__version__report"
    )
    found = [statement_row(row) for row in statements.order_by("key")], rows()
    empty()
    return found


def bring_in(relays: Iterable[dict[str, str]]) -> None:
    for each in relays:
        check(**each)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_relays_leaves_no_trace(seed: int) -> None:
    bring_in(RELAYS)
    plain = told()
    bring_in(random.Random(seed).sample(RELAYS, len(RELAYS)))  # noqa: S311  # no secret
    assert told() == plain


def test_relay_that_spoke_first_is_as_if_it_had_never_come_once_it_is_withdrawn() -> None:
    bring_in(RELAYS[1:])
    plain = told()
    bring_in(RELAYS)
    editor = User.objects.create_superuser("edith", password="edith-of-elsmark")  # a test's
    report = Report.objects.get(external_id=RELAYS[0]["external_id"])
    report_set_status(user=editor, report_id=report.pk, status=PublicationStatus.CANCELED)
    run(report.versions.get(is_current=True).pk)
    assert told() == plain


def test_no_more_is_read_of_a_statement_than_what_speaks_for_it() -> None:
    bring_in(RELAYS)
    check(TEXT, outlet="Wire", external_id="one-more", day="2025-03-06")
    claims = Claim.objects.filter(version__report__external_id="one-more", lower=41)
    own = assertions_of(claims.values_list("pk", flat=True))
    members = list(own_members(own, dict.fromkeys(own)))
    standing = Statement.objects.filter(group_key=members[0].group_key)
    outcome = gathered(
        list(standing),
        members,
        report="one-more",
        only_adds=True,
        gap=DEFAULT_POLICY.relay_gap_days,
    )
    (joined,) = outcome.runs
    assert standing.count() == 2
    assert joined.row is not None
    assert joined.row.claims.count() > 2 * SPOKEN_FOR_BY
    assert len(joined.before) <= SPOKEN_FOR_BY + 2
    links = joined.row.statement_claims.order_by("said_on", "report_external_id", "claim__start")
    assert joined.before[0].claim == links[0].claim_id
    assert not outcome.free
    assert not outcome.left
