"""Where the minutes of a table stand, and whether what they are made of may still be written."""

from himaya.coordination import states, words_papers
from himaya.coordination.models import Minutes, MinutesVersion, RoundTable
from himaya.kernel.errors import NotFound, NotNow


def of(table: RoundTable) -> Minutes | None:
    """The minutes of a table; None until its session is closed."""
    return Minutes.objects.select_related("approved_at_table").filter(table=table.pk).first()


def held(table: RoundTable) -> Minutes:
    """The minutes of a table that is held already, held too. Raises NotFound."""
    found = Minutes.objects.select_for_update(of=("self",)).filter(table=table.pk).first()
    if found is None:
        raise NotFound(words_papers.NO_MINUTES, code="no_minutes")
    return found


def check_writable(table: RoundTable) -> None:
    """Raises NotNow once the minutes were circulated: from then on a change is a correction."""
    found = Minutes.objects.filter(table=table.pk).first()
    if found is not None and found.state != states.MINUTES_DRAFT:
        raise NotNow(words_papers.MINUTES_NOT_NOW[found.state], code=f"minutes_{found.state}")


def after(row: Minutes, verb: str) -> str:
    """The state after a verb. Raises NotNow with the sentence of the state that the minutes are in."""
    found = states.leads_to(states.MINUTES_TRANSITIONS, verb, row.state)
    if found is None:
        raise NotNow(words_papers.MINUTES_NOT_NOW[row.state], code=f"minutes_{row.state}")
    return found


def latest(row: Minutes) -> MinutesVersion:
    """The text as it stands. Raises NotNow for a draft."""
    found = MinutesVersion.objects.filter(minutes=row).order_by("-number").first()
    if found is None:
        raise NotNow(words_papers.MINUTES_NOT_NOW[states.MINUTES_DRAFT], code="minutes_draft")
    return found
