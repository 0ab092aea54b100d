"""Dictionary forms by rule: regular English inflection, and a table of what is irregular.

The rules need the Penn tag ("VBD", "NNS") and undo what English spelling does to a stem:
"stopped" to "stop", "hoped" to "hope", "cities" to "city". ``data/lemmas.toml`` holds the rest.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.engine.lexicon import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOWEL_GROUP = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")
_SHORT = re.compile(r"^(?:[^aeiou]*|qu|squ)[aeiouy][^aeiouwxy]$")
_LONG_VOWEL = re.compile(r"[aeiou]{2}[^aeiou]$")
#: Endings of a stem that never stand without an -e, whatever the vowel before.
_ALWAYS_E = re.compile(r"(?:[cvu]|[^z]z|[^s]s|[dlr]g|[bcdfgkptz]l|[bcdgptv]r|[^aeiou]ng(?<=eng))$")
#: One vowel and a consonant, at the end of a stem of several syllables: as a rule, -e.
_OFTEN_E = re.compile(r"(?:[aeiou]g|[aou]t|[aeiou]d|in|[aiu]r|[aiou]k|[aiou]b|[aeiou]m|ap|[iou]l)$")
#: Two vowels that belong to two syllables, or a "u" that belongs to the "q".
_SPLIT_VOWELS = ("iat", "creat", "uat", "quir", "quot")
_AUXILIARIES = frozenset({"be", "have", "do", "will", "would", "can", "shall"})
_S = re.compile(r"[^\W\d_]{2}s(?<!ss)(?<!us)$|[.'’]s$")
_SUFFIXES = (("men", "man"), ("children", "child"), ("people", "people"))
_LONG_USES = ("auses", "ouses")
_ES = re.compile(r"(?:ss|sh|ch|x|zz|[^aeiou]o)es$")


class _Forms(NamedTuple):
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
    adverbs: Mapping[str, str]
    pronouns: Mapping[str, str]
    others: Mapping[str, str]
    same: frozenset[str]
    ie: frozenset[str]
    use: frozenset[str]
    plain: frozenset[str]
    with_e: frozenset[str]
    doubled: frozenset[str]


@cache
def _forms() -> _Forms:
    table = load_table("lemmas")

    def bases(kind: str) -> dict[str, str]:
        return {form: base for base, forms in table[kind].items() for form in forms}

    def words(kind: str) -> frozenset[str]:
        return frozenset(table["words"][kind])

    return _Forms(
        verbs=bases("verbs"),
        nouns=bases("nouns"),
        adjectives=bases("adjectives"),
        adverbs=bases("adverbs"),
        pronouns=bases("pronouns"),
        others=bases("others"),
        same=words("same"),
        ie=words("ie"),
        use=words("use"),
        plain=words("plain"),
        with_e=words("with_e"),
        doubled=words("doubled"),
    )


@lru_cache(maxsize=1 << 16)
def lemma_of(form: str, upos: str, xpos: str) -> str:
    """Return the dictionary form of a word, in lower case unless it is a proper noun.

    Pronouns give their subject form ("him" to "he"), contractions the full word ("n't" to
    "not"); marks and figures stay as they are.
    """
    if upos == "PROPN":
        return _without_s(form) if xpos == "NNPS" else form
    word = form.lower().replace("’", "'")
    forms = _forms()
    if upos in ("VERB", "AUX"):
        return _verb(word, xpos, forms)
    if upos == "NOUN":
        return _noun(word, forms) if xpos == "NNS" else word
    if upos in ("ADJ", "ADV"):
        return _degree(word, forms.adjectives if upos == "ADJ" else forms.adverbs, xpos)
    if upos == "PRON":
        return "I" if word == "i" else _pronoun(word, xpos, forms)
    return forms.others.get(word, word)


def _pronoun(word: str, xpos: str, forms: _Forms) -> str:
    if xpos == "PRP":
        return forms.pronouns.get(word, word)
    return forms.pronouns.get(word, forms.others.get(word, word)) if xpos != "PRP$" else word


def _verb(word: str, xpos: str, forms: _Forms) -> str:
    if word == "'d" and xpos == "VBD":
        return "have"
    if word in forms.verbs and (xpos not in ("VB", "VBP") or forms.verbs[word] in _AUXILIARIES):
        return forms.verbs[word]
    if xpos == "VBZ":
        return _without_s(word)
    if xpos == "VBG" and word.endswith("ing"):
        return _base(word[:-3], forms)
    if xpos in ("VBD", "VBN") and word.endswith("ed"):
        return _present(word, forms)
    return word


def _present(word: str, forms: _Forms) -> str:
    if word.endswith("ied"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("eed") else _base(word[:-2], forms)


def _without_s(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + ("y" if len(word) > len("dies") else "ie")
    if _ES.search(word):
        return word[:-2]
    return word[:-1] if _S.search(word) else word


def _base(stem: str, forms: _Forms) -> str:
    """Return the verb whose -ed or -ing form leaves ``stem``."""
    if stem.rpartition("-")[2] in forms.plain:
        return stem
    if stem in forms.with_e:
        return stem + "e"
    several = len(_VOWEL_GROUP.findall(stem)) > 1
    if _DOUBLED.search(stem) or (several and stem.endswith("ll") and stem not in forms.doubled):
        return stem[:-1]
    return stem + "e" if _wants_e(stem, several=several) else stem


def _wants_e(stem: str, *, several: bool) -> bool:
    """Tell whether the verb of ``stem``, of one or ``several`` syllables, ends in a silent -e."""
    if _ALWAYS_E.search(stem):
        return True
    if _LONG_VOWEL.search(stem) and not stem.endswith(_SPLIT_VOWELS):
        return False
    return bool(_SHORT.search(stem) or (several and _OFTEN_E.search(stem)))


def _noun(word: str, forms: _Forms) -> str:
    if word in forms.nouns:
        return forms.nouns[word]
    if word in forms.same:
        return word
    for plural, singular in _SUFFIXES:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if word.endswith("ies") and word[:-1] in forms.ie:
        return word[:-1]
    if word.endswith("uses") and not word.endswith(_LONG_USES) and word[:-1] not in forms.use:
        return word[:-2]
    return _without_s(word)


def _degree(word: str, irregular: Mapping[str, str], xpos: str) -> str:
    if word in irregular:
        return irregular[word]
    ending = {"JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}.get(xpos)
    if ending is None or not word.endswith(ending) or len(word) < len(ending) + 3:
        return word
    stem = word.removesuffix(ending)
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if _DOUBLED.search(stem):
        return stem[:-1]
    return stem + "e" if _ALWAYS_E.search(stem) or _SHORT.search(stem) else stem
