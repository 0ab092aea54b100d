"""A newsroom of three, and a discrepancy for it to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.accounts.enums import Role
from apps.accounts.services import roles_ensure, user_create
from apps.discrepancies.models import Discrepancy
from apps.pipeline.stages import ORDER, stage_run
from apps.reports.services import report_ingest

if TYPE_CHECKING:
    from apps.accounts.models import User
    from apps.reports.models import ReportVersion

ARMY = (
    "SEOUL, Dec. 23 - South Korea's Joint Chiefs of Staff said on Monday that about 1,100 North "
    "Korean soldiers have been killed or wounded in Russia's Kursk region."
)
PRESIDENT = (
    "KYIV, Dec. 23 - President Volodymyr Zelensky said on Monday that more than 3,000 North "
    "Korean soldiers have been killed or wounded in Russia's Kursk region."
)


def check(
    text: str, *, outlet: str, external_id: str = "", day: str = "2024-12-23"
) -> ReportVersion:
    """Take a report in and do all its stages."""
    version = report_ingest(
        content=text, outlet=outlet, published_on=day, external_id=external_id
    ).version
    for name in ORDER:
        stage_run(version_id=version.pk, name=name)
    return version


@pytest.fixture
def people(db: None) -> dict[str, User]:  # noqa: ARG001  # it opens the database
    """A fact-checker, an editor, a second editor, and a program."""
    roles_ensure()
    return {
        username: user_create(
            username=username, role=role, first_name=username.title(), password="long-enough-1"
        )
        for username, role in (
            ("mara", Role.FACT_CHECKER),
            ("edith", Role.EDITOR),
            ("omar", Role.EDITOR),
            ("program", Role.API_CLIENT),
        )
    }


@pytest.fixture
def discrepancy(db: None) -> Discrepancy:  # noqa: ARG001  # it opens the database
    """Two figures that exclude each other."""
    check(ARMY, outlet="Harbour Post", external_id="army")
    check(PRESIDENT, outlet="Northern Wire", external_id="president")
    return Discrepancy.objects.get(kind="contradiction")
