"""Statements, the questions that they answer, how they compare, and what does not fit.

All rows but :class:`Discrepancy`'s human columns are a function of the claims: they may be
computed again at any time, by any number of workers, with the same result.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate

from apps.claims.models import FIGURE_DIGITS, FIGURE_PLACES, Claim
from apps.core.history import tracked
from apps.core.models import TimestampedModel
from apps.discrepancies.enums import (
    DiscrepancyKind,
    DiscrepancyStatus,
    Relation,
    StatementKind,
)
from apps.reports.models import ReportVersion
from apps.sources.models import Source


@tracked(inserts=False)
class Question(TimestampedModel):
    """What a set of statements answers: a measure, a population, a place, a window.

    ``title`` is that of its statements' and raised pairs' wordings which sorts first.
    """

    key = models.CharField(max_length=700, unique=True)
    title = models.CharField(max_length=500)

    class Meta:
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


#: Titles in the order of their characters, whatever the language of the database.
_BY_WORDS = Collate("question_title", "C")


@tracked(inserts=False, exclude=("touched_by",))
class Statement(TimestampedModel):
    """What one utterer said once, however many reports relay it.

    ``key`` is its identity, computed from its claims; ``group_key`` is shared by statements of
    the same words by the same utterer at other times. A sum has parts instead of claims.
    """

    key = models.CharField(max_length=64)
    group_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=StatementKind.choices)
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="statements", db_index=False
    )
    question_title = models.CharField(
        max_length=500, editable=False, help_text="The question in the words of this statement."
    )
    utterer = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    utterer_key = models.CharField(max_length=500)
    measure_key = models.TextField(
        blank=True, default="", editable=False, help_text="The measure of the claim that leads it."
    )
    place_key = models.TextField(
        blank=True, default="", editable=False, help_text="The place of the claim that leads it."
    )
    utterer_name = models.CharField(max_length=500)
    text = models.TextField(help_text="The words of the earliest claim.")
    lead = models.ForeignKey(
        Claim,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="led_statements",
        help_text="The claim that is compared for the statement; a sum has none.",
    )
    lower = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=FIGURE_PLACES, null=True, blank=True
    )
    upper = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=FIGURE_PLACES, null=True, blank=True
    )
    first_said_on = models.DateField()
    last_said_on = models.DateField()
    touched_by = models.ForeignKey(
        ReportVersion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="touched_statements",
        help_text="The version whose comparison must look at this statement again.",
    )
    claims: models.ManyToManyField[Claim, StatementClaim] = models.ManyToManyField(
        Claim, through="StatementClaim", related_name="statements"
    )
    parts: models.ManyToManyField[Statement, StatementPart] = models.ManyToManyField(
        "self", through="StatementPart", symmetrical=False, related_name="sums"
    )

    class Meta:
        ordering = ("first_said_on", "key")
        constraints = (
            # Two statements may exchange their keys within one transaction.
            models.UniqueConstraint(
                fields=("key",),
                name="discrepancies_statement_key_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(last_said_on__gte=F("first_said_on")),
                name="discrepancies_statement_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values),
                name="discrepancies_statement_kind_known",
            ),
        )
        indexes = (
            models.Index(fields=("group_key",)),
            # Of thousands under one question, the wording that sorts first is read at once.
            models.Index(F("question"), _BY_WORDS, name="discrepancies_worded"),
        )

    def __str__(self) -> str:
        return f"{self.utterer_name}: {self.text}"


@tracked(inserts=False)
class StatementClaim(models.Model):
    """A claim's place in the one statement that it relays.

    ``report_key`` is shared by the claims of one report that count the same kind of thing, and
    ``ordinal`` is the claim's number among them: what its candidates inside the report are
    found by. Words without a figure have none.
    """

    statement = models.ForeignKey(
        Statement,
        on_delete=models.CASCADE,
        # The index below begins with it, as of the others here that have none of their own.
        db_index=False,
        related_name="statement_claims",
    )
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="statement_claim")
    said_on = models.DateField()
    report_external_id = models.CharField(
        max_length=200,
        # As the engine orders reports of one day, whatever the database makes of words.
        db_collation="C",
        default="",
        editable=False,
        help_text="The id of its report, by which the claims of one day are ordered.",
    )
    echoes = models.BooleanField(help_text="A headline's claim that only repeats the text.")
    report_key = models.BigIntegerField(null=True)
    ordinal = models.PositiveIntegerField()

    class Meta:
        ordering = ("statement_id", "claim_id")
        indexes = (
            models.Index(fields=("report_key", "ordinal"), name="discrepancies_claims_near"),
            models.Index(fields=("statement", "report_key"), name="discrepancies_claims_shared"),
            # Of thousands of relays, those that speak for the statement are read at once.
            models.Index(
                fields=("statement", "echoes", "said_on", "report_external_id"),
                name="discrepancies_speaking",
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim} in {self.statement_id}"


@tracked(inserts=False)
class StatementPart(models.Model):
    """One stated part of a sum."""

    sum = models.ForeignKey(
        Statement, on_delete=models.CASCADE, db_index=False, related_name="sum_parts"
    )
    part = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="part_of_sums")

    class Meta:
        ordering = ("sum_id", "part_id")
        constraints = (
            models.UniqueConstraint(
                fields=("sum", "part"), name="discrepancies_part_once_in_a_sum"
            ),
            models.CheckConstraint(
                condition=~Q(sum=F("part")), name="discrepancies_sum_not_its_own_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part_id} in {self.sum_id}"


class StatementKey(models.Model):
    """A candidate key, and where its statement stands among those that share it.

    Under a key statements stand in the order of ``said_on`` and ``tiebreak``, both taken from
    the statement itself; each is compared with its nearest neighbours
    (:class:`claimtrack.engine.blocking.Tie`). ``key`` is a digest of the words of the key.
    """

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, db_index=False, related_name="keys"
    )
    key = models.BigIntegerField()
    tie = models.PositiveSmallIntegerField()
    said_on = models.DateField()
    tiebreak = models.BigIntegerField()

    class Meta:
        ordering = ("key", "said_on", "tiebreak")
        constraints = (
            models.UniqueConstraint(
                fields=("statement", "key"), name="discrepancies_key_once_per_statement"
            ),
        )
        indexes = (
            models.Index(
                fields=("key", "said_on", "tiebreak"),
                include=("statement", "tie"),
                name="discrepancies_neighbours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key:x}"


class WokenPair(models.Model):
    """Two statements that others stood between, until these left: a version's comparison is due.

    It says nothing of what the two are to each other, nor that they still are in reach.
    """

    version = models.ForeignKey(
        ReportVersion, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    earlier = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("version", "earlier", "later"), name="discrepancies_woken_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.earlier_id} and {self.later_id} for {self.version_id}"


@tracked()
class Discrepancy(TimestampedModel):
    """What a person must look at: one a question and kind, however many reports pile on.

    ``positions`` lists the figures or words that stand against each other; a resolved
    discrepancy is reopened when one comes in that was not among ``resolved_positions``.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="discrepancies")
    kind = models.CharField(max_length=30, choices=DiscrepancyKind.choices)
    status = models.CharField(
        max_length=10, choices=DiscrepancyStatus.choices, default=DiscrepancyStatus.OPEN
    )
    explanation = models.TextField(help_text="The strongest reason, in one line.")
    severity = models.DecimalField(max_digits=6, decimal_places=3)
    certainty = models.DecimalField(max_digits=4, decimal_places=3)
    origins = models.PositiveIntegerField(help_text="Independent utterers involved.")
    last_said_on = models.DateField(help_text="Day of the latest statement involved.")
    positions = models.JSONField(default=list, editable=False)
    resolved_positions = models.JSONField(default=list, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_discrepancies",
    )
    due_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-severity", "id")
        verbose_name_plural = "discrepancies"
        constraints = (
            models.UniqueConstraint(
                fields=("question", "kind"), name="discrepancies_one_per_question_and_kind"
            ),
            models.CheckConstraint(
                condition=Q(certainty__gte=0, certainty__lte=1),
                name="discrepancies_certainty_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DiscrepancyStatus.values),
                name="discrepancies_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DiscrepancyKind.values), name="discrepancies_kind_known"
            ),
        )
        indexes = (
            models.Index(
                fields=("status",),
                condition=Q(status__in=("open", "in review")),
                name="discrepancies_queue",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.question}"


@tracked(inserts=False)
class Comparison(TimestampedModel):
    """Two statements, the relation between them, the level that decided it, and the reasons.

    ``a`` is the statement whose key sorts first, so that a pair has one row.
    """

    a = models.ForeignKey(
        # The pair's own index begins with it.
        Statement,
        on_delete=models.CASCADE,
        related_name="comparisons_as_a",
        db_index=False,
    )
    b = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="comparisons_as_b")
    relation = models.CharField(max_length=30, choices=Relation.choices)
    level = models.CharField(max_length=50)
    reasons = models.JSONField()
    missing = models.JSONField(default=list)
    basis = models.JSONField(
        default=dict,
        help_text="The claim of either side that was compared: report, version and span.",
    )
    certainty = models.DecimalField(max_digits=4, decimal_places=3)
    explanation = models.TextField()
    engine_version = models.CharField(max_length=20)
    question = models.ForeignKey(
        Question,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="raised_comparisons",
        db_index=False,
        help_text="The question that a raised pair bears on: that of the wider scope.",
    )
    question_title = models.CharField(
        max_length=500,
        blank=True,
        editable=False,
        help_text="That question in the words of the side that asks it.",
    )
    discrepancy = models.ForeignKey(
        Discrepancy,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comparisons",
        db_index=False,
    )

    class Meta:
        ordering = ("a_id", "b_id")
        constraints = (
            models.UniqueConstraint(fields=("a", "b"), name="discrepancies_one_row_per_pair"),
            models.CheckConstraint(condition=~Q(a=F("b")), name="discrepancies_comparison_of_two"),
            models.CheckConstraint(
                condition=Q(certainty__gte=0, certainty__lte=1),
                name="discrepancies_comparison_certainty_from_0_to_1",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="discrepancies_relation_known"
            ),
        )
        indexes = (
            models.Index(fields=("relation",)),
            # Few pairs are raised: the others stand in none of these.
            models.Index(
                F("question"),
                _BY_WORDS,
                condition=Q(question__isnull=False),
                name="discrepancies_raised",
            ),
            models.Index(
                fields=("discrepancy",),
                condition=Q(discrepancy__isnull=False),
                name="discrepancies_on_a_card",
            ),
            models.Index(
                fields=("question",),
                condition=Q(question__isnull=False, discrepancy__isnull=True),
                name="discrepancies_not_on_a_card",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_relation_display()}: {self.a.text} – {self.b.text}"


class PairCount(models.Model):
    """An entry in the running count of compared pairs by relation.

    Each comparison run appends what it added or took away, so that workers never wait for one
    counter; the sweep folds the entries into one a relation. The count is their sum.
    """

    relation = models.CharField(max_length=30, choices=Relation.choices)
    count = models.BigIntegerField()

    class Meta:
        ordering = ("relation", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values),
                name="discrepancies_counted_relation_known",
            ),
        )
        indexes = (models.Index(fields=("relation",)),)

    def __str__(self) -> str:
        return f"{self.relation}: {self.count:+d}"
