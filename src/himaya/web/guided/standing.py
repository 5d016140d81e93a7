"""Where the demo stands: the rows that the path is about, found again at each request, and the facts in them."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from himaya.coordination import states
from himaya.coordination.models import (
    AgendaItem,
    Amendment,
    Clause,
    Decision,
    Document,
    Draft,
    Edition,
    Release,
    ReleaseStep,
    Reservation,
    RoundTable,
)
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock, languages
from himaya.kernel.errors import NotFound
from himaya.web.guided import words
from himaya.web.guided.rules_path import Facts, Text

KINDS = {"screening": states.SCREENING, "reporting": states.REPORTING_POSITION}
# The path adopts the second edition of each text: the first was adopted when the demo was seeded.
SECOND = 2


@dataclass(frozen=True)
class Standing:
    """The two documents of the path with what belongs to them. Raises NotFound where the demo was not seeded."""

    screening: Document
    reporting: Document

    @classmethod
    def now(cls) -> "Standing":
        return cls(*(_document(kind) for kind in KINDS.values()))

    def document(self, name: str) -> Document:
        """One of the two, by its name in the pack."""
        return self.screening if name == "screening" else self.reporting

    def draft(self, name: str) -> Draft | None:
        """The draft under way; None once it was adopted."""
        rows = Draft.objects.filter(document=self.document(name), state__in=states.DRAFT_UNDER_WAY)
        return rows.select_related("document").first()

    def edition(self, name: str) -> Edition | None:
        """The edition that the path adopted."""
        return Edition.objects.filter(document=self.document(name), number__gte=SECOND).order_by("number").first()

    def release(self, name: str) -> Release | None:
        """The release of that edition, the last one that was not given up."""
        rows = Release.objects.filter(edition=self.edition(name)).exclude(state=states.ABANDONED)
        return rows.order_by("-number").first() if self.edition(name) is not None else None

    @cached_property
    def table(self) -> RoundTable | None:
        """The last table that the path opened and nobody cancelled."""
        rows = own_tables().filter(cycle=self.screening.cycle_id).exclude(state=states.CANCELLED)
        return rows.select_related("cycle", "chair").order_by("-number").first()

    def item(self, name: str) -> AgendaItem | None:
        """The point of that table on a text."""
        rows = AgendaItem.objects.filter(table=self.table, document=self.document(name))
        return rows.exclude(state=states.ITEM_DROPPED).first() if self.table is not None else None

    def question(self, name: str) -> Decision | None:
        """The question that is put to that table on a text now."""
        rows = Decision.objects.filter(table=self.table, document=self.document(name), state=states.PUT)
        return rows.select_related("table__cycle", "table__chair").first() if self.table is not None else None

    def quiet(self, decision: Decision | None) -> list[str]:
        """The institutions that are there and have not spoken on a question."""
        if decision is None:
            return []
        return [one.pk for one in known.silent(decision, queries.present_half_day(decision.table))]

    def facts(self, seen: frozenset[str]) -> Facts:
        """What the rules of the path need to know."""
        question = self.question("screening")
        return Facts(
            table=self.table.state if self.table is not None and is_of_today(self.table) else "",
            screening=self._text("screening"),
            reporting=self._text("reporting"),
            question=question.state if question else "",
            reserved=Reservation.objects.filter(decision=question).exists() if question else False,
            waiting=len(self.quiet(question)),
            seen=seen,
        )

    def _text(self, name: str) -> Text:
        draft, release = self.draft(name), self.release(name)
        signed = ReleaseStep.objects.filter(release=release, gate=states.REVIEW) if release else None
        return Text(
            draft=draft.state if draft else "",
            unsettled=Amendment.objects.filter(draft=draft, state__in=states.UNSETTLED).count() if draft else 0,
            unchecked=unchecked(draft).count() if draft else 0,
            adopted=self.edition(name) is not None,
            release=release.state if release else "",
            gate=release.gate if release else "",
            signed=frozenset(signed.values_list("part", flat=True)) if signed is not None else frozenset(),
            on_trial=release is not None and release.gate == states.PILOT and _lasts(release),
        )


def _lasts(release: Release) -> bool:
    return release.pilot_until is not None and clock.now() < release.pilot_until


def own_tables() -> "QuerySet[RoundTable]":
    """The tables that the path opened, told by their title."""
    return RoundTable.objects.filter(title_fr=_kept(words.table().local("titles").as_dict()["fr"]))


def _kept(title: str) -> str:
    """A title as the store keeps it: with plain spaces."""
    return " ".join(title.split())


def is_of_today(table: RoundTable) -> bool:
    """A table of another day was left in the middle: the path begins again with a new one."""
    return queries.meeting_day(table) == queries.local(table, clock.now()).date()


def _document(kind: str) -> Document:
    """The oldest text of a kind in the cycle that came with the demo."""
    title = _kept(words.cycle_title())
    rows = Document.objects.filter(kind=kind, editions__isnull=False, cycle__title_fr=title).select_related("cycle")
    found = rows.order_by("editions__adopted_on", "pk").first()
    if found is None:
        raise NotFound
    return found


def unchecked(draft: Draft) -> "QuerySet[Clause]":
    """The clauses that somebody has still to read in a language."""
    wrong = Q()
    for code in languages.CODES:
        wrong |= ~Q(**{f"state_{code}": states.CHECKED})
    return Clause.objects.filter(wrong, draft=draft).order_by("position")
