"""The legal library as it stands today, and what was read of each row. About texts: everybody may read it."""

from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from himaya.institutions.content import LocalText
from himaya.legal import library, states
from himaya.legal.library import Article, Read
from himaya.legal.models_library import LegalReading


def in_force() -> tuple[Read, ...]:
    """The readings that count, in the order of the rows."""
    rows = LegalReading.objects.filter(state=states.IN_FORCE).order_by("row")
    return tuple(
        Read(
            row.row,
            row.mark,
            row.source,
            row.article,
            LocalText(fr=row.summary_fr, ar=row.summary_ar, en=row.summary_en) if row.summary_fr else None,
            row.penalty,
            tuple(row.languages.split()),
        )
        for row in rows
    )


def articles() -> dict[str, Article]:
    """Every row of the library by its id, with what two people read laid over it."""
    return library.laid_over(in_force())


def read_here() -> frozenset[str]:
    """The rows that two people of this nation read in an official text, as it stands today."""
    rows = LegalReading.objects.filter(state=states.IN_FORCE, mark=library.READ)
    return frozenset(rows.values_list("row", flat=True))


def reading_of(row: str, reading_id: UUID) -> LegalReading | None:
    """One reading, if it is of this row."""
    return LegalReading.objects.filter(row=row, pk=reading_id).first()


def readings_of(row: str) -> list[LegalReading]:
    """Everything that was ever read of a row, the newest first: what was replaced stays readable.

    Of one day, what waits stands before what counts, and that before the rest: an id is random and orders nothing.
    """
    ranks = [When(state=state, then=Value(n)) for n, state in enumerate((states.PROPOSED, states.IN_FORCE))]
    rank = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    rows = LegalReading.objects.filter(row=row).select_related("proposed_at", "decided_at")
    return list(rows.order_by("-proposed_on", rank, "-decided_on", "pk"))
