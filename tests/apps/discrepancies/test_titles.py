"""The title of a question: the wording that sorts first of those that stand now."""

from __future__ import annotations

from itertools import permutations

import pytest

from apps.accounts.models import User
from apps.discrepancies.models import Question
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.enums import PublicationStatus
from apps.reports.models import Report
from apps.reports.services import report_set_status
from tests.apps.conftest import check

pytestmark = pytest.mark.django_db

#: One question to the engine, in three wordings that were said months apart.
WORDINGS = {
    "plain": "“We will rebuild the harbour,” Mayor Ada Brook said on Monday.",
    "capital": "“We Will Rebuild The Harbour,” Mayor Ada Brook said on Monday.",
    "shouted": "“WE WILL REBUILD THE HARBOUR,” Mayor Ada Brook said on Monday.",
}


DAYS = {"plain": "2024-03-04", "capital": "2024-07-08", "shouted": "2024-12-23"}


def take_in(name: str, text: str) -> None:
    check(text, outlet=f"Gazette {name}", external_id=name, day=DAYS[name])


def set_status(name: str, status: PublicationStatus) -> None:
    editor, _made = User.objects.get_or_create(username="edith", is_superuser=True)
    report = Report.objects.get(external_id=name)
    report_set_status(user=editor, report_id=report.pk, status=status)
    for stage in ORDER:
        stage_run(version_id=report.versions.get(is_current=True).pk, name=stage)


def title() -> str:
    return Question.objects.get().title


def title_of(*names: str) -> str:
    """Return the title that these reports give the question, alone in the newsroom."""
    wordings = {
        "plain": "What Ada Brook said: “We will rebuild the harbour”",
        "capital": "What Ada Brook said: “We Will Rebuild The Harbour”",
        "shouted": "What Ada Brook said: “WE WILL REBUILD THE HARBOUR”",
    }
    return min(wordings[name] for name in names)


@pytest.mark.parametrize("order", list(permutations(WORDINGS)))
def test_title_is_the_first_of_the_wordings_in_any_order(order: tuple[str, ...]) -> None:
    for name in order:
        take_in(name, WORDINGS[name])
    assert title() == title_of(*WORDINGS)


def test_withdrawn_report_takes_its_wording_along_and_brings_it_back() -> None:
    for name, text in WORDINGS.items():
        take_in(name, text)
    set_status("shouted", PublicationStatus.CANCELED)
    assert title() == title_of("plain", "capital")
    set_status("shouted", PublicationStatus.USABLE)
    assert title() == title_of(*WORDINGS)


def test_corrected_report_leaves_none_of_its_first_wording() -> None:
    take_in("plain", WORDINGS["plain"])
    take_in("shouted", WORDINGS["shouted"])
    take_in("shouted", WORDINGS["capital"])
    assert title() == title_of("plain", "capital")


def test_wording_of_a_report_that_was_alone_is_gone_when_another_asks() -> None:
    take_in("shouted", WORDINGS["shouted"])
    set_status("shouted", PublicationStatus.CANCELED)
    take_in("plain", WORDINGS["plain"])
    assert title() == title_of("plain")
