"""How the newsdesk looks: its colours, and the few doors that a day needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.text import format_lazy

if TYPE_CHECKING:
    from django.http import HttpRequest

#: What waits for an editor.
AWAITING = "?status__exact=submitted"


#: Doors that lead to a page of another door, and who has them: there only the closer stands out.
CLOSER = {
    ("reports_report_add", ""): "reports.add_report",
    ("verifications_verification_changelist", AWAITING): "verifications.approve_verification",
}


def _door(title: str, icon: str, name: str, permission: str, *, query: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "icon": icon,
        "link": format_lazy("{}{}", reverse_lazy(f"admin:{name}"), query),
        "permission": lambda request: request.user.has_perm(permission),
        "active": lambda request: _stands_at(request, name, query),
    }


def _stands_at(request: HttpRequest, name: str, query: str) -> bool:
    """Tell whether a page lies behind this door, and behind no other that leads closer to it."""
    door = str(reverse_lazy(f"admin:{name}"))
    if (name, query) in CLOSER:
        asked = request.META.get("QUERY_STRING", "")
        return request.path == door and query.removeprefix("?") in asked
    return request.path.startswith(door) and not any(
        request.user.has_perm(permission) and _stands_at(request, *closer)
        for closer, permission in CLOSER.items()
    )


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "ClaimTrack",
    "SITE_HEADER": "ClaimTrack",
    "SITE_SYMBOL": "balance",
    # The newsdesk is the whole site: nothing lies before it to go back to.
    "SITE_URL": None,
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: static("newsdesk/favicon.svg"),
        },
    ],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": True,
    # The theme's own colours are an inline style that the content policy knows by its hash; ours
    # are a file.
    "STYLES": [lambda _request: static("newsdesk/theme.css")],
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "items": [
                    _door(
                        "Queue",
                        "flag",
                        "discrepancies_discrepancy_changelist",
                        "discrepancies.view_discrepancy",
                    ),
                    _door(
                        "To approve",
                        "approval",
                        "verifications_verification_changelist",
                        "verifications.approve_verification",
                        query=AWAITING,
                    ),
                    _door(
                        "Take in a report",
                        "post_add",
                        "reports_report_add",
                        "reports.add_report",
                    ),
                    _door(
                        "Verifications",
                        "fact_check",
                        "verifications_verification_changelist",
                        "verifications.view_verification",
                    ),
                    _door(
                        "Findings",
                        "verified",
                        "publishing_finding_changelist",
                        "publishing.view_finding",
                    ),
                ],
            },
            {
                "title": "Material",
                "separator": True,
                "items": [
                    _door("Reports", "article", "reports_report_changelist", "reports.view_report"),
                    _door("Claims", "format_quote", "claims_claim_changelist", "claims.view_claim"),
                    _door(
                        "Statements",
                        "record_voice_over",
                        "discrepancies_statement_changelist",
                        "discrepancies.view_statement",
                    ),
                    _door(
                        "Comparisons",
                        "compare_arrows",
                        "discrepancies_comparison_changelist",
                        "discrepancies.view_comparison",
                    ),
                    _door("Sources", "groups", "sources_source_changelist", "sources.view_source"),
                ],
            },
            {
                "title": "House",
                "separator": True,
                "items": [
                    _door("People", "person", "accounts_user_changelist", "accounts.view_user"),
                    _door("Roles", "badge", "auth_group_changelist", "auth.view_group"),
                    _door(
                        "API tokens",
                        "key",
                        "accounts_apitoken_changelist",
                        "accounts.view_apitoken",
                    ),
                ],
            },
        ],
    },
}
