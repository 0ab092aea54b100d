"""The roles of a newsroom."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """What a person or a program may do; each is a group of permissions of the same name.

    A fact-checker ingests reports and writes verifications; an editor also approves those of
    others; an API client reads, and ingests where its token says so.
    """

    FACT_CHECKER = "fact-checker", "Fact-checker"
    EDITOR = "editor", "Editor"
    API_CLIENT = "api-client", "API client"
