"""The database that scale is measured on is one that the pipeline would have left."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from apps.discrepancies.models import Statement
from apps.pipeline.scale import serving
from apps.pipeline.scale.filling import fill, newest_of
from apps.pipeline.scale.measuring import checks
from apps.pipeline.scale.mix import Mix
from apps.pipeline.stages import stage_run
from apps.reports.enums import StageName, StageState
from apps.reports.models import ReportVersion, Stage

pytestmark = pytest.mark.django_db(transaction=True)


def statements() -> list[dict[str, Any]]:
    """Return every statement with its claims and its keys, by natural keys."""
    rows = Statement.objects.order_by("key")
    return [
        {
            "key": row.key,
            "group": row.group_key,
            "question": row.question.key,
            "utterer": row.utterer_key,
            "bounds": (row.lower, row.upper),
            "days": (row.first_said_on, row.last_said_on),
            "lead": row.lead.exact if row.lead else "",
            "claims": sorted(
                row.statement_claims.values_list(
                    "claim__version__report__external_id", "claim__start", "report_key", "ordinal"
                )
            ),
            "keys": sorted(row.keys.values_list("key", "tie", "said_on", "tiebreak")),
        }
        for row in rows
    ]


def test_filled_in_rows_are_those_of_the_pipeline() -> None:
    counted = fill(claims=250, mix=Mix(7), progress=lambda _done, _total: None)
    filled = statements()
    assert len(filled) == counted
    cast = Stage.objects.filter(name=StageName.GROUP, version_id=F("version__report_id"))
    cast = cast.filter(version__report__external_id__startswith="report-")
    for version_id in list(cast.values_list("version_id", flat=True)):
        Stage.objects.filter(version_id=version_id, name=StageName.GROUP).update(state="waiting")
        stage_run(version_id=version_id, name=StageName.GROUP)
        assert Stage.objects.get(version_id=version_id, name="group").state == StageState.DONE
    assert [row for row in statements() if row["claims"]] == filled


def test_check_of_new_reports_leaves_every_stage_done_and_pairs_behind() -> None:
    fill(claims=250, mix=Mix(7), progress=lambda _done, _total: None)
    found = checks(news=iter(Mix(8).in_order(23)), number=3)
    assert found.claim.median <= found.claim.p95 <= found.claim.p99
    assert found.pairs > 0
    assert not Stage.objects.exclude(state=StageState.DONE).exists()


def test_archive_in_order_of_days_ends_where_new_reports_begin() -> None:
    fill(claims=250, mix=Mix(7), progress=lambda _done, _total: None, newest=30)
    news = newest_of(mix=Mix(7), newest=30)
    cast = ReportVersion.objects.filter(report__external_id__startswith="report-")
    filled = list(cast.order_by("pk").values_list("published_on", flat=True))
    assert [*filled, *(each.published_on for each in news)] == sorted(
        each.published_on for each in Mix(7).in_order(len(filled) + 30)
    )
    said = list(Statement.objects.order_by("pk").values_list("first_said_on", flat=True))
    assert said == sorted(said)


def test_mix_draws_the_same_reports_from_one_seed() -> None:
    first, again, other = Mix(3), Mix(3), Mix(4)
    drawn = [first.draw() for _turn in range(20)]
    assert drawn == [again.draw() for _turn in range(20)]
    assert drawn != [other.draw() for _turn in range(20)]


def test_nothing_is_filled_to_be_kept_where_no_server_goes_on_serving(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(serving, "_database_answers", lambda: False)
    with pytest.raises(CommandError, match="no server serves to keep a database in"):
        call_command("bench_scale", claims=10, keep=True)
