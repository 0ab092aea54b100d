"""Kinds of source, and the Admiralty scale of their reliability."""

from __future__ import annotations

from django.db import models


class SourceKind(models.TextChoices):
    """What kind of speaker or carrier a source is."""

    OUTLET = "outlet", "Outlet"
    AGENCY = "agency", "News agency"
    GOVERNMENT = "government", "Government body"
    ORGANISATION = "organisation", "Organisation"
    PERSON = "person", "Person"
    DOCUMENT = "document", "Document"
    UNNAMED = "unnamed", "Unnamed source"


class Reliability(models.TextChoices):
    """How reliable a source has been, after the Admiralty code; apart from any one item."""

    COMPLETELY = "A", "A – completely reliable"
    USUALLY = "B", "B – usually reliable"
    FAIRLY = "C", "C – fairly reliable"
    NOT_USUALLY = "D", "D – not usually reliable"
    UNRELIABLE = "E", "E – unreliable"
    CANNOT_BE_JUDGED = "F", "F – cannot be judged"
