"""What an editor approves while a worker compares what it rests on."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from apps.pipeline.stages import stage_run
from apps.reports.enums import StageName
from apps.reports.services import report_ingest
from apps.verifications.services import verification_approve, verifications_mark_stale
from tests.apps.verifications.test_review import LATER, submitted
from tests.pipeline.test_two_at_once import somebody_waits_for_a_lock
from tests.pipeline.test_worker import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from apps.accounts.models import User
    from apps.discrepancies.models import Discrepancy

pytestmark = pytest.mark.django_db(transaction=True)


def test_content_that_moves_while_it_is_approved_is_not_approved(
    people: dict[str, User], discrepancy: Discrepancy, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = submitted(people["mara"], discrepancy)
    later = report_ingest(
        content=LATER, outlet="Valley Sentinel", published_on="2024-12-23", external_id="later"
    ).version.pk
    for name in (StageName.EXTRACT, StageName.GROUP):
        stage_run(version_id=later, name=name)

    def approve() -> None:
        try:
            verification_approve(
                user=people["edith"], verification_id=waiting.pk, seen_hash=waiting.submitted_hash
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        approval: list[Future[None]] = []

        def compared(*, discrepancy_ids: Iterable[int]) -> tuple[int, ...]:
            approval.append(pool.submit(approve))
            wait_for(somebody_waits_for_a_lock)
            return verifications_mark_stale(discrepancy_ids=discrepancy_ids)

        monkeypatch.setattr("apps.pipeline.stages.verifications_mark_stale", compared)
        stage_run(version_id=later, name=StageName.COMPARE)
        with pytest.raises(ValidationError, match="changed since you opened it"):
            approval[0].result()
    waiting.refresh_from_db()
    assert waiting.status == "submitted"
