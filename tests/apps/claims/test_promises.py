"""What the database itself holds, whoever writes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from apps.claims.models import Claim, NumberMention
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report, ReportVersion
from tests.apps.conftest import ARMY, check

if TYPE_CHECKING:
    from apps.discrepancies.models import Discrepancy

pytestmark = pytest.mark.django_db


def test_every_span_slices_to_its_words() -> None:
    version = check(ARMY, outlet="Harbour Post")
    columns = ("start", "end", "exact")
    spans = [
        *version.claims.values_list(*columns),
        *version.number_mentions.values_list(*columns),
        *version.claims.values_list(*(f"speakers__{each}" for each in columns)),
    ]
    assert spans
    for start, end, exact in spans:
        assert version.text[start:end] == exact


def test_every_number_is_accounted_for() -> None:
    version = check("Aged 43, he saw 12 people die on 3 May in Room 7.", outlet="Harbour Post")
    told = {each.exact: each.outcome for each in NumberMention.objects.filter(version=version)}
    assert told == {"43": "dismissed", "12": "claim", "3": "part of a claim", "7": "dismissed"}


def test_span_that_does_not_slice_is_refused() -> None:
    claim = check(ARMY, outlet="Harbour Post").claims.first()
    assert claim is not None
    with pytest.raises(DatabaseError, match="does not slice"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(exact="about 9,999 soldiers")


def test_span_beyond_the_text_is_refused() -> None:
    claim = check(ARMY, outlet="Harbour Post").claims.first()
    assert claim is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(start=10_000, end=10_020)


def test_bounds_out_of_order_are_refused() -> None:
    claim = check(ARMY, outlet="Harbour Post").claims.get(kind="numeric")
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(lower=5, upper=4)


def test_text_of_a_version_never_changes() -> None:
    version = check(ARMY, outlet="Harbour Post")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).update(text="Another text.")


def test_second_discrepancy_of_a_question_and_kind_is_refused(discrepancy: Discrepancy) -> None:
    discrepancy.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        discrepancy.save(force_insert=True)


def test_history_sees_an_update_by_whatever_path() -> None:
    version = check(ARMY, outlet="Harbour Post")
    Report.objects.filter(pk=version.report_id).update(status=PublicationStatus.WITHHELD)
    events = apps.get_model("reports", "ReportEvent").objects.filter(pgh_obj_id=version.report_id)
    assert [each.status for each in events.order_by("pgh_id")] == ["usable", "withheld"]
