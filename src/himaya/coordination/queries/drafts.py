"""Documents, the drafts under way and the editions: lists and single ones, as far as the actor may know them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from himaya.coordination import policy, rules_clause, rules_content, states
from himaya.coordination.models import Clause, Consultation, Cycle, Document, Draft, Edition, EditionForm, Reservation
from himaya.institutions.models import Institution
from himaya.instruments.models import InForce, Version
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

# Put before the institutions, or before a table: from here on they read it.
PUT_OUT = (
    states.IN_CONSULTATION,
    states.CONSOLIDATION,
    states.DRAFT_TABLED,
    states.DRAFT_ADOPTED,
    states.DRAFT_ADOPTED_IN_PART,
    states.DRAFT_REJECTED,
)


@dataclass(frozen=True, slots=True)
class Translated:
    """How many clauses of a draft stand where in one language."""

    language: str
    all: int
    missing: int
    to_check: int

    @property
    def checked(self) -> int:
        """Those that somebody looked at."""
        return self.all - self.missing - self.to_check


def visible_documents(actor: Actor) -> "QuerySet[Document]":
    """The documents of the cycles that the actor may know, and for all who take part those that were adopted."""
    rows = Document.objects.select_related("cycle", "owner")
    if policy.is_secretariat(actor):
        return rows
    of_cycles = Q(cycle__in=Cycle.objects.filter(policy.visible_cycles(actor)).values("pk"))
    adopted = Q(Exists(Edition.objects.filter(document=OuterRef("pk"))))
    return rows.filter(of_cycles | adopted) if _speaks(actor) else rows.filter(of_cycles)


def _speaks(actor: Actor) -> bool:
    return policy.takes_part(actor) and bool(policy.my_mandates(actor))


def document_list(actor: Actor) -> "QuerySet[Document]":
    """The documents by cycle, the newest cycle first, each with its drafts under way and its editions."""
    under_way = visible_drafts(actor).filter(state__in=states.DRAFT_UNDER_WAY)
    return (
        visible_documents(actor)
        .prefetch_related(
            Prefetch("drafts", queryset=under_way, to_attr="under_way"),
            Prefetch("editions", queryset=Edition.objects.defer("content").order_by("-number"), to_attr="adopted"),
        )
        .order_by("-cycle__opened_on", "cycle_id", "kind", "decide_on", "pk")
    )


def document_of(actor: Actor, document_id: UUID) -> Document:
    """One document that the actor may know. Raises NotFound."""
    found = visible_documents(actor).filter(pk=document_id).first()
    if found is None:
        raise NotFound
    return found


def visible_drafts(actor: Actor) -> "QuerySet[Draft]":
    """All drafts for the secretariat; for the institutions of the cycle those that were put before them."""
    rows = Draft.objects.select_related("document__cycle", "base")
    if policy.is_secretariat(actor):
        return rows
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    consulted = Q(Exists(Consultation.objects.filter(draft=OuterRef("pk"))))
    return rows.filter(consulted | Q(state__in=PUT_OUT), document__cycle__in=cycles)


def draft_of(actor: Actor, draft_id: UUID) -> Draft:
    """One draft that the actor may read. Raises NotFound."""
    found = visible_drafts(actor).filter(pk=draft_id).first()
    if found is None:
        raise NotFound
    return found


def drafts_of(actor: Actor, document: Document) -> list[Draft]:
    """The drafts of a document, the newest first."""
    return list(visible_drafts(actor).filter(document=document).order_by("-number"))


def visible_editions(actor: Actor) -> "QuerySet[Edition]":
    """What was adopted, for all who take part."""
    rows = Edition.objects.select_related("document__cycle", "base", "decision__table")
    return rows if policy.is_secretariat(actor) or _speaks(actor) else rows.none()


def edition_of(actor: Actor, edition_id: UUID) -> Edition:
    """One edition that the actor may read. Raises NotFound."""
    found = visible_editions(actor).filter(pk=edition_id).first()
    if found is None:
        raise NotFound
    return found


def editions_of(document: Document) -> list[Edition]:
    """The editions of a document without their texts, the newest first."""
    rows = Edition.objects.filter(document=document).defer("content").select_related("decision__table")
    return list(rows.order_by("-number"))


def last_edition(document: Document) -> Edition | None:
    """What is adopted now."""
    return Edition.objects.filter(document=document).order_by("-number").first()


def edition_forms(edition: Edition) -> list[EditionForm]:
    """The forms of an edition with their versions, by name."""
    return list(EditionForm.objects.filter(edition=edition).select_related("version").order_by("name"))


def reservations_of(edition: Edition) -> dict[tuple[str, str], Reservation]:
    """The reservations of the decision behind an edition by clause and institution, as they stand today."""
    rows = Reservation.objects.filter(decision=edition.decision_id).select_related("institution", "lifted_at_table")
    return {(row.clause, row.institution_id): row for row in rows}


def institution_names(ids: set[str]) -> dict[str, str]:
    """The names of institutions in the page's language."""
    return {row.pk: row.name for row in Institution.objects.filter(pk__in=ids)}


def clause_rows(draft: Draft) -> list[Clause]:
    """The clauses of a draft in their order."""
    return list(Clause.objects.filter(draft=draft).order_by("position", "uid"))


def translated(rows: Iterable[Clause]) -> list[Translated]:
    """Where each language of a text stands; a row that says nothing is not counted."""
    speaking = [row for row in rows if not rules_clause.is_silent(row.form)]
    return [
        Translated(
            code,
            len(speaking),
            sum(row.translation[code] == states.MISSING for row in speaking),
            sum(row.translation[code] == states.TO_CHECK for row in speaking),
        )
        for code in languages.CODES
    ]


def known_uids(document: Document) -> set[str]:
    """Every uid that an adopted text or a draft of this document ever used: none comes to mean something else."""
    found = set(Clause.objects.filter(draft__document=document).values_list("uid", flat=True))
    for content in Edition.objects.filter(document=document).values_list("content", flat=True):
        found.update(rules_content.uids(content))
    return found


def forms_to_begin_from() -> list[Version]:
    """The forms of the house in force, by name."""
    return [row.version for row in InForce.objects.select_related("version").order_by("name")]


def owners_of_forms(names: Mapping[str, object] | set[str], document: Document) -> list[str]:
    """Which of these form names belong to the adopted text of another document."""
    rows = EditionForm.objects.filter(name__in=list(names)).exclude(edition__document=document)
    return sorted(set(rows.values_list("name", flat=True)))
