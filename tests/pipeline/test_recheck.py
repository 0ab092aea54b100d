"""After a change of engine: what would change is shown, then done, and people's work stays."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.claims.models import Claim
from apps.discrepancies.models import Comparison, Discrepancy, Statement
from apps.reports.models import Stage
from apps.verifications.models import Verification
from claimtrack import engine
from tests.apps.conftest import ARMY, PRESIDENT, check

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis_client")]

CURRENT = f"Everything was done by this engine, {engine.version()}.\n"


def recheck(*arguments: str) -> str:
    out = io.StringIO()
    call_command("recheck", *arguments, stdout=out)
    return out.getvalue()


def rows() -> list[object]:
    """Return what stands, by natural keys."""
    claims = Claim.objects.order_by("version__report__external_id", "start", "kind")
    return [
        list(claims.values_list("exact", "measure", "record", "engine_version")),
        list(Statement.objects.order_by("key").values_list("key", "text")),
        list(Comparison.objects.order_by("a__key", "b__key").values_list("relation", "reasons")),
        list(Discrepancy.objects.order_by("pk").values_list("kind", "status", "explanation")),
    ]


@pytest.fixture
def by_earlier_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports, checked by an engine of another version."""
    with monkeypatch.context() as earlier:
        earlier.setattr(engine, "VERSION", "0.0.9")
        check(ARMY, outlet="Harbour Post", external_id="army")
        check(PRESIDENT, outlet="Northern Wire", external_id="president")


@pytest.mark.usefixtures("by_earlier_engine")
def test_recheck_shows_what_it_would_change_and_changes_nothing() -> None:
    lost = Claim.objects.get(version__report__external_id="army", quantity_text="about 1,100")
    lost.delete()
    before = rows()

    shown = recheck()

    assert rows() == before
    assert f"Engine {engine.version()} would read 2 reports again:" in shown
    assert "  claims: 1 new, 0 changed, 0 gone\n" in shown
    assert "Run it with --apply" in shown


@pytest.mark.usefixtures("by_earlier_engine")
def test_recheck_applied_ends_like_a_plain_run() -> None:
    stale = Claim.objects.filter(version__report__external_id="army", kind="numeric").get()
    plain = (stale.measure, stale.record)
    Claim.objects.filter(pk=stale.pk).update(measure="tall", record=stale.record | {"measure": {}})
    Claim.objects.filter(version__report__external_id="army", kind="attributed").update(
        start=0, end=5, exact="SEOUL"
    )

    recheck("--apply")

    renewed = Claim.objects.get(pk=stale.pk)
    assert (renewed.measure, renewed.record) == plain
    assert not Claim.objects.filter(exact="SEOUL").exists()
    assert set(Claim.objects.values_list("engine_version", flat=True)) == {engine.version()}
    assert set(Comparison.objects.values_list("engine_version", flat=True)) == {engine.version()}
    assert set(Stage.objects.values_list("state", flat=True)) == {"done"}
    assert not Statement.objects.filter(claims__isnull=True, kind="attributed").exists()
    assert [row.kind for row in Discrepancy.objects.all()] == ["contradiction"]
    assert recheck() == CURRENT
    assert recheck("--apply") == CURRENT


@pytest.mark.usefixtures("by_earlier_engine")
def test_claim_that_a_finding_speaks_of_is_kept() -> None:
    roles_ensure()
    mara = user_create(username="mara", role=Role.FACT_CHECKER, password="long-enough-1")
    claim = Claim.objects.get(version__report__external_id="army", kind="numeric")
    Claim.objects.filter(pk=claim.pk).update(measure="as the fact-checker saw it")
    Verification.objects.create(
        claim=claim,
        rating="unverifiable",
        rationale="Nobody else counted.",
        author=mara,
        last_edited_by=mara,
    )

    recheck("--apply")

    kept = Claim.objects.get(pk=claim.pk)
    assert (kept.measure, kept.engine_version) == ("as the fact-checker saw it", "0.0.9")
    assert kept.verifications.get().rationale == "Nobody else counted."
    assert recheck() == CURRENT
