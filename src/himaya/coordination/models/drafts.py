"""A document as a text: the draft under way, clause by clause, and the edition that was adopted of it."""

from django.db import models

from himaya.coordination import states
from himaya.coordination.models.base import SAID, Row
from himaya.coordination.models.decisions import Decision
from himaya.coordination.models.tables import Document
from himaya.instruments.models import Version
from himaya.kernel.columns import CODED, CONTENT, COUNT, DAY, STATE, WORKER, Clear

KEPT = Clear("the text that a table adopted, kept as it was decided")
ASKED = Clear("a clause of a text: what is asked or done in general, for all who sit at the table")


class Edition(Row):
    """The adopted text, whole and as data. Insert-only by trigger: nothing of it changes, ever.

    `content` is what `rules_content` reads: clauses in order, choice lists, the layouts of forms. `sha256` is over it.
    `parts` names the clauses that were adopted when it was not the whole; `carried` what the rest became.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = COUNT(models.PositiveSmallIntegerField())
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    content = KEPT(models.JSONField())
    sha256 = CONTENT(models.CharField(max_length=64))
    change_class = CODED(models.CharField(max_length=16))
    parts = KEPT(models.JSONField(default=list))
    author = WORKER(models.UUIDField(null=True))
    adopted_on = DAY(models.DateField())

    class Meta:
        db_table = "edition"
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_edition_per_number")]


class EditionForm(Row):
    """A form that an edition compiles to, and its version. `changed`: it is not the one of the edition before.

    Insert-only by trigger.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="forms")
    name = CONTENT(models.CharField(max_length=64))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    changed = STATE(models.BooleanField())

    class Meta:
        db_table = "edition_form"
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_version_per_edition_and_form")]


class Draft(Row):
    """A text under way. It follows an edition, or is the first of its document; one at a time is under way.

    `forms` holds the layouts (which clauses, in which groups, for which actor) and `lists` the choice lists that its
    questions share. `audience` is whose a form is that came without one. `revision` rises with every change. `author`
    and `editors` are the accounts that wrote in it: none of them reviews it. Once adopted, the row and its clauses
    refuse change by trigger.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="drafts")
    number = COUNT(models.PositiveSmallIntegerField())
    base = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="draft")
    state = STATE(models.CharField(max_length=16))
    audience = CODED(models.CharField(max_length=32, blank=True))
    forms = ASKED(models.JSONField(default=list))
    lists = ASKED(models.JSONField(default=dict))
    author = WORKER(models.UUIDField(null=True))
    editors = WORKER(models.JSONField(default=list))
    opened_on = DAY(models.DateField())
    revision = COUNT(models.PositiveIntegerField(default=0))
    reason = SAID(models.CharField(max_length=240, blank=True))

    class Meta:
        db_table = "draft"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_draft_per_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state__in=states.DRAFT_UNDER_WAY),
                name="one_draft_under_way",
            ),
        ]


class Clause(Row):
    """One clause of a draft under its stable `uid`. `parent` is the uid of the section that it stands in.

    `text_*` is the prose, which is also the label on the officer's screen; `state_*` is where each language stands.
    `form` holds the typed part of a question, an indicator, a step or a rule, keys as in content/instruments/README.md.
    `replaces` is the uid whose meaning this one changed. `revision` rises with each change: an amendment remembers it.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="clauses")
    uid = CODED(models.CharField(max_length=48))
    kind = CODED(models.CharField(max_length=16))
    parent = CODED(models.CharField(max_length=48, blank=True))
    position = COUNT(models.PositiveIntegerField())
    text_fr = ASKED(models.TextField(blank=True))
    text_ar = ASKED(models.TextField(blank=True))
    text_en = ASKED(models.TextField(blank=True))
    state_fr = STATE(models.CharField(max_length=16))
    state_ar = STATE(models.CharField(max_length=16))
    state_en = STATE(models.CharField(max_length=16))
    form = ASKED(models.JSONField(default=dict))
    replaces = CODED(models.CharField(max_length=48, blank=True))
    revision = COUNT(models.PositiveIntegerField(default=0))

    class Meta:
        db_table = "clause"
        constraints = [models.UniqueConstraint(fields=["draft", "uid"], name="one_clause_per_uid")]

    @property
    def texts(self) -> dict[str, str]:
        """The prose by language; '' where it has not been written."""
        return {"fr": self.text_fr, "ar": self.text_ar, "en": self.text_en}

    @property
    def translation(self) -> dict[str, str]:
        """Where each language stands: missing, draft or checked."""
        return {"fr": self.state_fr, "ar": self.state_ar, "en": self.state_en}
