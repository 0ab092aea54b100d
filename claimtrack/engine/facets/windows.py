"""Over what time a figure was counted, and the day that it speaks of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from claimtrack.engine.facets.measure_lexicon import entries
from claimtrack.engine.language.inflect import verb_forms
from claimtrack.engine.lexicon import load_table
from claimtrack.engine.records import (
    AsOf,
    Change,
    Modality,
    Span,
    TimeKind,
    Window,
    WindowKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from claimtrack.engine.facets.context import Figure, Sentence
    from claimtrack.engine.records import Attribution, Facet, TimeReference

_REACH = 5
_CENTURY = re.compile(r"\d\d")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_LEVELS_FAR = 8
_RECORD_REACH = 12
#: "Since the start of the offensive in the north": more words are a clause or another phrase.
_LONGEST_EVENT = 8
#: How near the second figure stands the word that holds it against the first.
_HELD_NEAR = 5
_HOURS = frozenset(
    {"noon", "midday", "midnight", "dawn", "dusk", "nightfall", "lunchtime", "sunset"}
)
#: "Will cost €410m" and "put the cost at €560m" are of one time: that is to come is how firmly.
#: "A mother of 12, she was shot in 2011": the year is that of the deed.
_OF_A_LIFE = frozenset({"offspring"})
_BY_THE_END = ["by", "the", "end", "of"]
_DAY_AND_NIGHT = frozenset({"day", "night", "morning", "evening", "afternoon"})
_SUMS = frozenset({"money", "share", "rate", "points"})
#: A time so many days before the report is that of another event.
_LONG_PAST = 4
#: Words that lead back to the present event.
_GOING_BACK = frozenset(
    {"but", "while", "since", "now", "total", "toll", "altogether", "has", "have", ";", "so"}
)
#: Words behind which the clause of a "when" is over.
_LEAVING = frozenset({"but", "while", "although", ";"})
_UP_TO = frozenset({"to", "through", "ended", "ending"})
#: "In the early hours", "in the small hours": a time of day and no length.
_OF_THE_NIGHT = frozenset({"early", "small", "wee", "late"})
_AGAINST = frozenset({"from", "than", "compared", "against", "versus", "up", "down", ";"})


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("window_words")[name])


@cache
def _to_date() -> Mapping[str, Sequence[list[str]]]:
    """Return the phrases that say "to date" in words, by their first word."""
    phrases: dict[str, list[list[str]]] = {}
    for phrase in load_table("window_words")["to_date"]:
        words = phrase.split()
        phrases.setdefault(words[0], []).append(words)
    return phrases


@cache
def _level_forms() -> frozenset[str]:
    return frozenset(form for verb in _listed("levels") for form in verb_forms(verb))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form for verb in _listed("begin") for form in verb_forms(verb))


class Timing:
    """Reads the times of one sentence for its figures."""

    def __init__(self, sentence: Sentence, times: Sequence[TimeReference], published: date) -> None:
        """Take a sentence, the times that lie in it, and the day of the report."""
        self._s = sentence
        self._times = times
        self._by_first = {sentence.tokens_in(time.span)[0]: time for time in times}
        self._published = published
        #: What was read last, with the last token of its figure.
        self._stated_last: tuple[int, Window] | None = None

    def times_of(
        self, figure: Figure, attribution: Attribution | None
    ) -> list[tuple[TimeReference, str, int]]:
        """Return the times that may bound a figure, with their preposition and its token.

        Times of the utterance, and those outside the clause or the content, belong elsewhere.
        """
        s = self._s
        start, end = s.clause_start(figure.first), s.occasion_end(figure.last)
        content = attribution.content if attribution is not None else None
        found = []
        for time in self._times:
            if time.kind is TimeKind.SET or time.span.overlaps(figure.quantity.number):
                continue
            if _CENTURY.fullmatch(time.value) and self._describes(time):
                continue
            if attribution is not None and attribution.said_on == time:
                continue
            if (
                content is not None
                and not content.overlaps(time.span)
                and content.contains(figure.span)
            ):
                continue
            first, _ = s.tokens_in(time.span)
            if time.kind is TimeKind.DURATION and s.word(first - 1) in _OF_THE_NIGHT:
                continue
            if self._governs(time, start) or self._tells_when(time, figure):
                found.append((time, "in", first))
                continue
            if not start <= first <= end + 1 or self._belongs_elsewhere(figure, first):
                continue
            word, at = self._preposition(first)
            # "A first march on 6 May" is no record, "the first since 1990" is.
            if word == "on" or not self._says_record(at):
                found.append((time, word, at))
        return found

    def _governs(self, time: TimeReference, start: int) -> bool:
        """Read "was last struck on Nov. 11, when 22 people died": the day is that of the clause."""
        s = self._s
        when = start if s.word(start) == "when" else start - 1
        _, last = s.tokens_in(time.span)
        return s.word(when) == "when" and last in (when - 1, when - 2)

    def _tells_when(self, time: TimeReference, figure: Figure) -> bool:
        """Read "the worst since 2016, when a plane crashed near the capital, killing 71 people"."""
        s = self._s
        _, behind = s.tokens_in(time.span)
        when = behind + (s.word(behind) == ",")
        if s.word(when) != "when" or figure.first < when:
            return False
        return not any(
            index in self._by_first or s.is_stop(index) or s.word(index) in _LEAVING
            for index in range(when, figure.first)
        )

    def _describes(self, time: TimeReference) -> bool:
        """Tell "a hoard of the fourth century", which is no time of counting."""
        first, _ = self._s.tokens_in(time.span)
        before = first - 1 - (self._s.word(first - 1) == "the")
        return self._s.word(before) in ("of", "from")

    def _says_record(self, at: int) -> bool:
        """Tell whether a time only says how rare it was: "the lowest since 1990"."""
        s = self._s
        for index in range(at - 1, max(-1, at - 1 - _RECORD_REACH), -1):
            if s.word(index) == "," or s.is_stop(index) or s.is_verb(index):
                return False
            if s.tokens[index].xpos == "JJS" or s.word(index) in _listed("records"):
                return s.figure_at(index) is None
        return False

    def _in_aside(self, figure: Figure, first: int) -> bool:
        """Tell whether a time stands in an aside ("Osei, who left on Friday, has …")."""
        s = self._s
        if first > figure.first or "," not in s.low[first : figure.first]:
            return False
        before = (i for i in range(first, 0, -1) if s.word(i - 1) == ",")
        opened = next(before, None)
        return opened is not None and s.is_relative(opened)

    def _belongs_elsewhere(self, figure: Figure, first: int) -> bool:
        """Tell whether a time is that of another figure in the same clause, or of an aside.

        "64%, up from 58% in 2020": the time behind the second figure is not that of the first, and
        in "2.4% in May from 2.5% a month earlier" the first one's is not that of the second; "300
        more than in 2020" is no figure of that year.
        """
        led = (self._s.word(first - 1), self._s.word(first - 2))
        if self._in_aside(figure, first) or (figure.last < first and "than" in led):
            return True
        for other in self._s.figures:
            if other is figure or other.quantity.dimension == "time":
                continue
            if figure.last < other.first < first and not _AGAINST.isdisjoint(
                self._s.between(figure, other)[-_HELD_NEAR:]
            ):
                return True
            before = other.first < figure.first and first < figure.first
            near = self._s.between(other, figure)[-_HELD_NEAR:]
            if before and not _AGAINST.isdisjoint(near):
                return True
        return False

    def _preposition(self, first: int) -> tuple[str, int]:
        """Return the preposition that leads a time, from before it or as its own first word."""
        s = self._s
        index = first
        known = _listed("since") | _listed("until") | _listed("during")
        if s.word(index) in ("since", "by", "until", "in", "on", "during", "within", "over"):
            return s.word(index), index
        index -= 1
        if f"{s.word(index - 1)} {s.word(index)}" in known:
            return f"{s.word(index - 1)} {s.word(index)}", index - 1
        while index >= 0 and s.word(index) in _listed("idle"):
            index -= 1
        end = index - 3 if s.low[max(0, index - 3) : index + 1] == _BY_THE_END else None
        since = self._since_it_began(index) if end is None else end
        if since is not None:
            return s.word(since), since
        # "By nightfall on Friday", "by Friday noon": until then, not on that day.
        until = index - 2 if s.word(index) in ("on", "of") else index - 1
        hour = first if until == index - 1 else index - 1
        if s.word(until) == "by" and s.word(hour) in _HOURS:
            return "by", until
        pair = f"{s.word(index - 1)} {s.word(index)}"
        if pair in known:
            return pair, index - 1
        return (s.word(index), index) if s.word(index) in known else ("", first)

    def _since_it_began(self, index: int) -> int | None:
        """Return the "since" of "since the heatwave began on", where a word ends such a clause.

        Any verb begins a time that is dated right behind it: "since the first units arrived in".
        """
        s = self._s
        dated = s.word(index) in _listed("during")
        verb = index - 1 if dated else index
        verb -= s.word(verb) == "out"  # "broke out"
        if s.word(verb) not in _beginnings() and not dated:
            return None
        for at in range(verb, max(-1, verb - 1 - _LONGEST_EVENT), -1):
            if s.word(at) in _listed("since"):
                return at if any(s.is_verb(k) for k in range(at + 1, verb + 1)) else None
            if s.word(at) == "," or s.is_stop(at) or s.figure_at(at) is not None:
                return None
        return None

    # windows

    def window(
        self, figure: Figure, measure: Facet, modality: Modality, attribution: Attribution | None
    ) -> Window:
        """Return over what time a figure was counted."""
        if modality is Modality.PLANNED and figure.quantity.dimension not in _SUMS:
            return Window(
                WindowKind.PLANNED, "planned", inferred="the figure is of what is yet to come"
            )
        if measure.key in _OF_A_LIFE:
            return Window(WindowKind.NONE, "")
        stated = self._stated(figure, measure, attribution) or self._of_clause_before(figure)
        if stated is not None:
            self._stated_last = (figure.last, stated)
            return stated
        to_date = self._phrase_to_date(figure)
        total = measure.key in entries() and entries()[measure.key].total
        counted = figure.quantity.dimension in ("count", "area", "mass") and (
            figure.quantity.change is Change.NONE
        )
        if to_date is not None and counted:
            return Window(WindowKind.TO_DATE, "total to date", end=self._published, span=to_date)
        if total and counted and not self._on_day_of_event(figure):
            return Window(
                WindowKind.TO_DATE,
                "total to date",
                end=self._published,
                inferred="a count that adds up and names no window runs to date",
            )
        return Window(WindowKind.NONE, "")

    def _of_clause_before(self, figure: Figure) -> Window | None:
        """Carry a time long past on: "a march on 6 May drew 40,000, and 23 were arrested"."""
        s = self._s
        if self._stated_last is None or figure.quantity.dimension != "count":
            return None
        last, window = self._stated_last
        if last >= figure.first:
            return None
        between = s.low[last + 1 : figure.first]
        if window.kind is not WindowKind.PERIOD or window.end is None or "and" not in between:
            return None
        if (self._published - window.end).days < _LONG_PAST or not _GOING_BACK.isdisjoint(between):
            return None
        ahead = range(last + 1, s.clause_end(figure.last) + 1)
        if any(index in self._by_first or s.is_stop(index) for index in ahead[:-1]):
            return None
        return replace(window, span=None, inferred="the time of the clause before")

    def _stated(
        self, figure: Figure, measure: Facet, attribution: Attribution | None
    ) -> Window | None:
        best: Window | None = None
        for time, word, at in self.times_of(figure, attribution):
            window = self._of_time(figure, measure, time, word, at)
            if window is None:
                continue
            # Of the times before a figure the nearest is its own.
            best = window
            if time.span.start > figure.span.end:
                break
        return best

    def _of_time(
        self, figure: Figure, measure: Facet, time: TimeReference, word: str, at: int
    ) -> Window | None:
        s = self._s
        first, behind = s.tokens_in(time.span)
        joined = self._year_to(time, behind) or self._between(time, word, behind)
        joined = joined or self._same_part_of(time, first)
        if joined is not None:
            return joined
        span = s.cut(min(at, first), max(behind - 1, first))
        label = " ".join((time.span.exact if word in _listed("during") else span.exact).split())
        label = label.removeprefix(f"{word} ") if word in ("in", "on", "over", "during") else label
        label = label.rstrip(".")
        if word in _listed("until"):
            return None
        if word == "since" and time.start is not None:
            return Window(
                WindowKind.PERIOD, label, start=time.start, end=self._published, span=span
            )
        # "Last night" is one night, and no length that ends today.
        past = time.kind is not TimeKind.TIME
        if past and any(each in _listed("past") for each in s.low[min(at, first) : behind]):
            return self._past(time, label, span)
        if time.kind is TimeKind.DURATION:
            lasts = not self._tells_of_other(figure, first)
            return self._lasting(time, word, span, s.low[first:behind]) if lasts else None
        return self._dated(figure, measure, time, word, Window(WindowKind.PERIOD, label, span=span))

    def _same_part_of(self, time: TimeReference, first: int) -> Window | None:
        """Read "against 51 in the same months of 2027": less than all of that year."""
        s = self._s
        if s.word(first - 1) != "of" or s.word(first - 3) != "same":
            return None
        span = Span.cut(s.text, s.tokens[first - 3].start, time.span.end)
        return Window(WindowKind.PERIOD, f"the {span.exact.rstrip('.')}", span=span)

    def _year_to(self, time: TimeReference, behind: int) -> Window | None:
        """Read "in the year to June": the twelve months that end with it."""
        s = self._s
        if s.word(behind - 1) != "year" or s.word(behind) not in _UP_TO:
            return None
        last = self._by_first.get(behind + 1)
        if last is None or last.end is None:
            return None
        span = Span.cut(s.text, time.span.start, last.span.end)
        start = last.end - timedelta(days=_DAYS["Y"] - 1)
        label = span.exact.rstrip(".")
        return Window(WindowKind.PERIOD, label, start, last.end, _DAYS["Y"], span)

    def _between(self, time: TimeReference, word: str, behind: int) -> Window | None:
        """Read "between 2019 and 2028", "from May to August"."""
        s = self._s
        if word not in ("between", "from") or s.word(behind) not in ("and", "to"):
            return None
        last = self._by_first.get(behind + 1)
        ends = (time.start, last.end) if last is not None else (None, None)
        if last is None or ends[0] is None or ends[1] is None or ends[0] > self._published:
            return None
        span = Span.cut(s.text, time.span.start, last.span.end)
        return Window(WindowKind.PERIOD, span.exact.rstrip("."), ends[0], ends[1], span=span)

    def _tells_of_other(self, figure: Figure, time: int) -> bool:
        """Tell "eight died of the fever that has gone round for two weeks": the fever's weeks."""
        tokens = self._s.tokens
        at = time
        while tokens[at].head != at:
            if tokens[at].dep == "acl:relcl" and figure.last < tokens[at].head < time:
                return True
            at = tokens[at].head
        return False

    def _lasting(
        self, time: TimeReference, word: str, span: Span, words: Sequence[str]
    ) -> Window | None:
        """Return the window of a length of time: placed, or "within three months"."""
        if word not in _listed("within"):
            return None
        length = " ".join(each for each in words if each not in _listed("within"))
        if time.start is not None and time.end is not None:
            # Those of another year are other months.
            label = f"{length} of {time.start.year}"
            return Window(WindowKind.PERIOD, label, time.start, time.end, span=span)
        days = days_of(time.value)
        return Window(WindowKind.DURATION, f"within {length}", days=days, span=span)

    def _dated(
        self, figure: Figure, measure: Facet, time: TimeReference, word: str, window: Window
    ) -> Window | None:
        """Return the window of a date, where the figure was counted on it and not only by it."""
        if time.start is None or time.end is None or time.start > self._published:
            return None
        total = measure.key in entries() and entries()[measure.key].total
        if total:
            dated = not self._is_level(figure)
        else:
            adjacent = self._s.tokens_in(time.span)[0] == figure.last + 1
            dated = (bool(word) or adjacent) and figure.quantity.dimension != "time"
        return replace(window, start=time.start, end=time.end) if dated else None

    def _past(self, time: TimeReference, label: str, span: Span) -> Window:
        days = days_of(time.value)
        if time.start is not None and time.end is not None:
            if time.kind is TimeKind.DURATION and time.end < self._published:
                label = f"{label} of {time.start.year}"
            return Window(WindowKind.PERIOD, label, time.start, time.end, days, span)
        if days is None:
            return Window(WindowKind.PERIOD, label, span=span)
        start = self._published - timedelta(days=days)
        return Window(WindowKind.PERIOD, label, start, self._published, days, span)

    def _is_level(self, figure: Figure) -> bool:
        """Tell whether a verb moves a level to the figure ("the toll rose to 87 on Monday")."""
        s = self._s
        return any(
            s.word(index) in _level_forms()
            for index in range(max(0, figure.first - _LEVELS_FAR), figure.first)
        )

    def _on_day_of_event(self, figure: Figure) -> bool:
        """Tell "were on duty on the night of the break-in": no total runs from there."""
        s = self._s
        end = s.clause_end(figure.last)
        behind = s.low[figure.last + 1 : end + 1]
        return any(
            word in ("on", "by")
            and behind[at + 1 : at + 2] == ["the"]
            and behind[at + 2] in _DAY_AND_NIGHT
            and behind[at + 3] == "of"
            for at, word in enumerate(behind[:-4])
        )

    def _phrase_to_date(self, figure: Figure) -> Span | None:
        start, end = self._s.clause_start(figure.first), self._s.clause_end(figure.last)
        return next((span for index, span in self._to_date if start <= index <= end), None)

    @cached_property
    def _to_date(self) -> list[tuple[int, Span]]:
        """The phrases of the sentence that say "to date", each with its first token, in order."""
        low, phrases = self._s.low, _to_date()
        found = [
            (index, self._s.cut(index, index + len(phrase) - 1))
            for index, word in enumerate(low)
            for phrase in phrases.get(word, ())
            if low[index : index + len(phrase)] == phrase
        ]
        found += [
            (index, self._s.cut(index, last))
            for index, word in enumerate(low)
            if word in _listed("since") and (last := self._event_behind(index)) is not None
        ]
        return sorted(found, key=lambda each: each[0])

    def _event_behind(self, since: int) -> int | None:
        """Return the last token of the event that "since" leads to ("since the blowout").

        A clause behind it may be a reason, and a time is a window of its own.
        """
        s, last = self._s, since
        while last + 1 < len(s.tokens) and not s.is_stop(last + 1) and s.word(last + 1) != ",":
            last += 1
            token = s.tokens[last]
            if s.is_verb(last) or token.upos == "PRON" or last in self._by_first:
                return None
            if last - since > _LONGEST_EVENT:
                return None
        return last if last > since and s.tokens[since + 1].upos != "NUM" else None

    # the day

    def as_of(self, figure: Figure, attribution: Attribution | None, window: Window) -> AsOf:
        """Return the day that a figure speaks of: stated, that of the utterance, the report's."""
        for time, word, at in self.times_of(figure, attribution):
            if time.start is None or time.end is None or time.kind is TimeKind.DURATION:
                continue
            until = word in _listed("until")
            level = self._is_level(figure) and word in _listed("during") | {""}
            if (until or level) and time.start <= self._published:
                first, behind = self._s.tokens_in(time.span)
                span = self._s.cut(min(at, first), max(behind - 1, first))
                return AsOf(time.start, min(time.end, self._published), span)
        said = attribution.said_on if attribution is not None else None
        if said is not None and said.start is not None and said.end is not None:
            return AsOf(said.start, said.end, said.span)
        dated = window.kind is WindowKind.PERIOD and window.span is not None
        # A count "since July 8" is of the day on which it was told.
        running = "since" in window.label.casefold().split()
        if dated and window.start and window.end and not running:
            last = min(window.end, self._published)
            return AsOf(min(window.start, last) if window.days is None else last, last, window.span)
        return AsOf(self._published, self._published, inferred="the day of the report")


def days_of(value: str) -> int | None:
    """Return the days that a TIMEX3 duration lasts ("P3M" is 90), ``None`` below a day."""
    if not value.startswith("P"):
        return None
    if value.startswith("PT"):
        hours = value[2:-1]
        whole = value.endswith("H") and hours.isdigit() and int(hours) >= 24  # noqa: PLR2004  # hours in a day
        return round(int(hours) / 24) if whole else None
    number, unit = value[1:-1], value[-1]
    if unit not in _DAYS or not number.isdigit():
        return None
    return int(number) * _DAYS[unit]
