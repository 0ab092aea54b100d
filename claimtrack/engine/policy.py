"""Tolerances of the comparison, as values that are passed in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Policy:
    """Every number that a comparison leans on; shares are of 1, times are in days.

    Tolerances:
    ``relay_gap_days``: reports of one figure by one utterer further apart than this are two
    statements. ``story_days``: figures that only a place or a name ties together speak of one
    event only within this time, ``serial_days`` where one voice goes on; ``saga_days``: and
    figures of one telling population ("North Korean troops") within this. ``event_ratio``: a
    figure without a window that is more than so many times that of one day is a total of more
    than that day. ``magnitude_gap``: two readings further apart are of two earthquakes.
    ``running_total_from``: a smaller count of such
    a population may be one incident's and not a running total. ``about_floor`` and
    ``about_cap``: "about" reaches at least and at most this share to each side, within it half
    of the last printed digit.
    ``rounded_from`` and ``rounded_cap``: a plain count from here on may be rounded, by half of
    its last printed digit and at most this share. ``nearly_floor``: "nearly" and "approaching"
    say at least this share of their figure. ``vague_edge``: how far the edges of "dozens" or
    "several hundred" give way. ``context_share``: sentences that share this much of their
    content words speak of one thing; where a figure belongs to somebody, the longer sentence
    holds ``owner_share`` of the words of the shorter. ``copy_share``: sentences this alike are
    one wire copy.
    ``occasion_share``: with figures masked, sentences this alike report one utterance, if they
    share ``retold_words`` that say what they are about.
    ``topic_share``: openings of reports that share this much of the shorter one, ``topic_words``
    at least and a name among them, tell of one thing. ``resemblance``: so much must all signs
    together say for one question where a level keeps two figures apart, as the logarithm of the
    odds; ``resemblance_of_one_speaker`` and ``resemblance_of_two_days`` are those of one speaker's
    figures, said at once and on two days.
    ``quote_share``: quotes that share this much of their words are versions of one;
    ``respelled_share``: words this
    alike are spellings of one. ``denial_share``: what is affirmed and denied shares this much
    of its content; ``denial_odds``: how much the signs must say for a denial in other words, as the
    logarithm of the odds. ``quote_words``: shorter quotes are turns of phrase that anyone may use.
    ``severity_recent_days``: a discrepancy loses half of its recency in this time.

    ``measure_loose``: two words are taken for one measure; ``measure_open``: no table knows the
    word, or one side has none, and the sentences tell of one thing.

    Certainty starts at ``certainty`` and is multiplied by one factor for each doubt.
    """

    relay_gap_days: int = 3
    story_days: int = 10
    serial_days: int = 31
    event_ratio: Decimal = Decimal(5)
    magnitude_gap: Decimal = Decimal(1)
    saga_days: int = 366
    running_total_from: Decimal = Decimal(100)
    about_floor: Decimal = Decimal("0.05")
    about_cap: Decimal = Decimal("0.25")
    rounded_from: Decimal = Decimal(1000)
    rounded_cap: Decimal = Decimal("0.10")
    nearly_floor: Decimal = Decimal("0.80")
    vague_edge: Decimal = Decimal("0.5")
    context_share: Decimal = Decimal("0.5")
    owner_share: Decimal = Decimal("0.6")
    copy_share: Decimal = Decimal("0.8")
    occasion_share: Decimal = Decimal("0.6")
    retold_words: int = 4
    topic_share: Decimal = Decimal("0.25")
    topic_words: int = 3
    resemblance: Decimal = Decimal("0.3")
    resemblance_of_one_speaker: Decimal = Decimal("0.8")
    resemblance_of_two_days: Decimal = Decimal("2.8")
    quote_share: Decimal = Decimal("0.7")
    denial_share: Decimal = Decimal("0.6")
    denial_odds: Decimal = Decimal("1.2")
    respelled_share: Decimal = Decimal("0.75")
    quote_words: int = 5
    severity_recent_days: int = 14

    certainty: Decimal = Decimal("0.95")
    as_of_missing: Decimal = Decimal("0.9")
    place_missing: Decimal = Decimal("0.9")
    window_missing: Decimal = Decimal("0.85")
    population_loose: Decimal = Decimal("0.85")
    measure_missing: Decimal = Decimal("0.6")
    measure_open: Decimal = Decimal("0.8")
    measure_loose: Decimal = Decimal("0.9")
    hedged: Decimal = Decimal("0.75")
    estimated: Decimal = Decimal("0.9")
    unnamed: Decimal = Decimal("0.95")
    order_unknown: Decimal = Decimal("0.85")
    loose_tie: Decimal = Decimal("0.7")


DEFAULT_POLICY = Policy()
