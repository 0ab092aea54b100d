"""Names of sources, folded so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from apps.sources.enums import SourceKind

_MARKS = re.compile(r"[^\w\s]+")
_SPACE = re.compile(r"[\s_]+")
_ARTICLE = re.compile(r"^the\s+")
_POSSESSIVE = re.compile(r"[’']s\b")


def fold_name(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading article.

    Korean and other hyphened given names lose the hyphen's place only ("Seong-kweun" and
    "Seong kweun" meet; "Seongkweun" does not).
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name))
    letters = "".join(each for each in plain if not unicodedata.combining(each)).casefold()
    return _ARTICLE.sub("", _SPACE.sub(" ", _MARKS.sub(" ", letters)).strip())


def key_of_name(name: str) -> str:
    """Return the key that a source of this name gets: its folded words joined by hyphens."""
    return key_of_folded(fold_name(name))


def key_of_folded(folded: str) -> str:
    """Return the key that a source of a name gets that is folded already."""
    return folded.replace(" ", "-")[:200].strip("-")


def host_of(url: str) -> str:
    """Return the host of an address without ``www.`` and port; empty where there is none."""
    if "//" not in url:
        url = f"//{url}"
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").lower()


_ORGANISATION = re.compile(
    r"\b(?:agency|army|association|authority|bank|board|bureau|cent(?:er|re)|college|commission|"
    r"committee|company|congress|corporation|council|court|department|directorate|embassy|"
    r"federation|force|forces|foundation|fund|government|group|house|inc|institute|intelligence|"
    r"kremlin|ministry|mission|movement|nations|news|office|organi[sz]ation|parliament|party|"
    r"police|post|press|senate|service|society|staff|team|times|union|university|watch)\b"
)
_PERSON_WORDS = (2, 4)


def kind_of_name(name: str) -> str:
    """Guess from a name alone whether it is a person's or an organisation's.

    A function of the name, so that a provisional source is the same whoever names it first.
    """
    words = name.split()
    capitals = all(
        word[:1].isupper() or word in ("de", "van", "von", "bin", "al") for word in words
    )
    count = _PERSON_WORDS[0] <= len(words) <= _PERSON_WORDS[1]
    if count and capitals and not _ORGANISATION.search(name.casefold()):
        return SourceKind.PERSON
    return SourceKind.ORGANISATION
