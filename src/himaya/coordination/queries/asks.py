"""What is asked of an institution for a table, and by when: the packet that its focal point gets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from himaya.coordination import states
from himaya.coordination.models import (
    AgendaItem,
    Document,
    Invitation,
    Minutes,
    PracticeMap,
    Question,
    Reservation,
    RoundTable,
)
from himaya.coordination.queries import consulting
from himaya.coordination.queries.practice import filled
from himaya.coordination.queries.tables import meeting_day
from himaya.coordination.wordings import in_three, written
from himaya.institutions import queries_mandates
from himaya.institutions.models import Mandate
from himaya.kernel import clock, days, languages

OPEN, DONE, LATE = "open", "done", "late"
ANSWER, PRACTICE, QUESTION, PRESENT, READ, MANDATE = "answer", "practice", "question", "present", "read", "mandate"
MINUTES, RESERVATION, STANCE = "minutes", "reservation", "stance"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked of an institution: in three languages, by which day, whether it is done, where to do it.

    `url_name` is empty where nothing can be done by a click.
    """

    kind: str
    what: Mapping[str, str]
    by_when: date
    state: str
    url_name: str = ""
    url_args: tuple[object, ...] = ()


def asks_of(institution_id: str, *, table: RoundTable) -> list[Ask]:
    """Everything asked of one institution for one table, what is still to do first, then by day.

    Before and while the table meets: its answer, what it presents, what it reads, its mandate, and of the whole cycle
    the practice maps and consultations that are open, the questions it owes, the minutes to look at, the reservations
    to review.
    After it: only what came out of this table.
    """
    found = [*_practice(institution_id, table), *_questions(institution_id, table)]
    found += [*_minutes(table), *_reservations(institution_id, table)]
    if _is_ahead(table):
        found += [*_answer(institution_id, table), *_presents(institution_id, table), *_reads(table)]
        found += [*_mandate(institution_id, table), *_stances(institution_id, table)]
    return sorted(found, key=lambda one: (one.state == DONE, one.by_when, one.kind))


def _is_ahead(table: RoundTable) -> bool:
    return table.state in (*states.BEFORE_SESSION, states.IN_SESSION)


def _of(table: RoundTable, name: str) -> Q:
    """Of the whole cycle while the table is ahead, of this table once it was held. `name` leads to the table."""
    return Q(**{f"{name}__cycle": table.cycle}) if _is_ahead(table) else Q(**{name: table})


def _ask(kind: str, make: Callable[[], str], by_when: date, done: bool, url_name: str = "", *url_args: object) -> Ask:
    state = DONE if done else LATE if by_when < clock.today() else OPEN
    return Ask(kind, in_three(make), by_when, state, url_name, url_args)


def _answer(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    row = Invitation.objects.filter(table=table, institution_id=institution_id).first()
    if row is not None and table.state != states.PLANNED:
        done = row.answer != states.NO_ANSWER
        by_when = table.answer_by or meeting_day(table)
        yield _ask(ANSWER, lambda: _("Answer the invitation"), by_when, done, "roundtable:invitation", row.pk)


def _practice(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    rows = PracticeMap.objects.filter(cycle=table.cycle)
    for row in (rows if _is_ahead(table) else rows.filter(table=table)).order_by("due_on", "pk"):
        whole = filled(row, institution_id).is_whole
        if row.state == states.MAP_OPEN or (whole and row.table_id == table.pk):
            yield _map(row, whole)


def _map(row: PracticeMap, whole: bool) -> Ask:
    def make() -> str:
        return _("Fill in the practice map: %(what)s") % {"what": written(row.titles)}

    return _ask(PRACTICE, make, row.due_on, whole, "roundtable:practice_map", row.pk)


def _questions(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    """Those still open of the whole cycle, and those answered of this table and the one before."""
    rows = Question.objects.filter(_of(table, "table"), owed_by_id=institution_id)
    lately = Q(state=states.QUESTION_ANSWERED, table__number__in=(table.number - 1, table.number))
    for row in rows.filter(Q(state=states.QUESTION_OPEN) | lately).order_by("due_on", "pk"):
        yield _question(row)


def _question(row: Question) -> Ask:
    def make() -> str:
        return _("Answer the question left open: %(what)s") % {"what": row.text}

    done = row.state == states.QUESTION_ANSWERED
    return _ask(QUESTION, make, row.due_on, done, "roundtable:question", row.pk)


def _stances(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    """The open consultations of the cycle, of whoever has a voice."""
    for one in consulting.asked_of(institution_id, table.cycle):
        yield _stance(one, institution_id)


def _stance(one: consulting.Waiting, institution_id: str) -> Ask:
    def make() -> str:
        return _("Say where you stand on: %(what)s") % {"what": written(one.consultation.draft.document.titles)}

    row, done = one.consultation, one.stance is not None
    return _ask(STANCE, make, row.closes_on, done, "roundtable:consultation", row.draft_id)


def _minutes(table: RoundTable) -> Iterator[Ask]:
    """After the deadline silence is agreement, so nothing is asked any more."""
    rows = Minutes.objects.filter(
        _of(table, "table"), state__in=(states.CIRCULATED, states.CORRECTED), deadline_on__gte=clock.today()
    )
    for row in rows.select_related("table").order_by("deadline_on"):
        yield _comment(row, row.deadline_on or clock.today())


def _comment(row: Minutes, by_when: date) -> Ask:
    def make() -> str:
        return _("Read the minutes and ask for corrections, if any: %(what)s") % {"what": written(row.table.titles)}

    return _ask(MINUTES, make, by_when, False, "roundtable:minutes", row.table_id)


def _reservations(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    rows = Reservation.objects.filter(
        _of(table, "decision__table"),
        institution_id=institution_id,
        decision__state__in=(*states.BINDING, states.AWAITING),
        lifted_on__isnull=True,
        review_on__lte=max(meeting_day(table), clock.today()),
    )
    for row in rows.order_by("review_on", "pk"):
        yield _review(row)


def _review(row: Reservation) -> Ask:
    def make() -> str:
        return _("Look at your reservation again: keep it or lift it: %(what)s") % {"what": row.text}

    return _ask(RESERVATION, make, row.review_on, False, "roundtable:decision", row.decision_id)


def _items(table: RoundTable) -> QuerySet[AgendaItem]:
    rows = AgendaItem.objects.filter(table=table).exclude(state__in=(states.ITEM_DROPPED, states.ITEM_CARRIED))
    return rows.select_related("document").order_by("position")


def _presents(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    for item in _items(table).filter(presenter_id=institution_id):
        yield _present(item, meeting_day(table))


def _present(item: AgendaItem, on: date) -> Ask:
    def make() -> str:
        return _("Present this point: %(what)s") % {"what": written(item.titles)}

    return _ask(PRESENT, make, on, item.state == states.ITEM_DONE, "roundtable:agenda", item.table_id)


def _reads(table: RoundTable) -> Iterator[Ask]:
    for item in _items(table).filter(document__isnull=False):
        if item.document is not None:
            yield _read(item, item.document, meeting_day(table))


def _read(item: AgendaItem, document: Document, on: date) -> Ask:
    def make() -> str:
        return _("Read before the decision: %(what)s") % {"what": written(document.titles)}

    done = item.state == states.ITEM_DONE
    return _ask(READ, make, on, done, "roundtable:agenda", item.table_id)


def _mandate(institution_id: str, table: RoundTable) -> Iterator[Ask]:
    """When nobody will have a mandate on the day of the meeting: the last one lapses before it, or there is none."""
    on = meeting_day(table)
    rows = Mandate.objects.filter(institution_id=institution_id, role__in=states.SPEAKING)
    if rows.filter(queries_mandates.valid_on(on)).exists():
        return
    last = rows.filter(valid_from__lte=on).order_by("-valid_to").first()
    yield _designate(last.valid_to if last is not None else None, on)


def _designate(lapses: date | None, on: date) -> Ask:
    def make() -> str:
        if lapses is None:
            return _("Send a letter of designation: nobody has a mandate on the day of the meeting")
        words = _("Send a letter of designation: the mandate ends on %(day)s, before the meeting")
        return words % {"day": days.in_words(lapses, languages.current())}

    return _ask(MANDATE, make, on, False)
