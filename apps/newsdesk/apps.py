"""The app's place in Django, and the admin's."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class NewsdeskConfig(AppConfig):
    """The admin as a product."""

    default = True
    name = "apps.newsdesk"
    label = "newsdesk"


class NewsdeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the newsdesk as its one site."""

    default = False
    default_site = "apps.newsdesk.site.NewsdeskSite"
