"""Two case conferences in the demo, by the verbs like everybody's: one held, its minutes waiting, and one called."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from himaya.cases import queries_consents
from himaya.cases.models import Case, Consent
from himaya.conferences import queries, rules, states
from himaya.conferences.actions import conferences, given, items, minutes, sayings, seats
from himaya.conferences.actions.items import Draft
from himaya.conferences.actions.sayings import Said
from himaya.conferences.models import Conference
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops.demo_cases import somebody_at

CALLER, HOSPITAL = "inspection-nord", "hopital-nord"
# The unit that asks for protection measures; not the ministry’s legal help, which is counsel and no party to this.
PROSECUTION = "parquet-centre"
SOON, TEN = timedelta(minutes=10), time(10)
WORDS = "Une place jusqu’à vendredi, avec une interprète (exercice) · مكان إلى غاية يوم الجمعة (تمرين)"
DECIDED = "La place est gardée jusqu’à vendredi (exercice) · يُحتفظ بالمكان إلى غاية يوم الجمعة (تمرين)"
GIVEN = "Garder la place (exercice) · الاحتفاظ بالمكان (تمرين)"


def seed() -> None:
    """On the first case of the desk whose adult agreed that a desk of helpers knows their needs."""
    by = somebody_at(CALLER)
    found = next(_cases(), None)
    if found is not None:
        _held(*found, by)
        _called(*found, by)


def _called(case: Case, desk: str, by: Actor) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    pk = _with_seat(case, desk, by, begins=datetime.combine(tomorrow, TEN, clock.here()))
    sayings.write(conference_id=pk, said=Said(rules.AGREED_WORD, clock.today(), rules.JUSTICE), by=by)
    row = Conference.objects.get(pk=pk)
    for part, invited in ((rules.PROTECTION, HOSPITAL), (rules.JUSTICE, PROSECUTION)):
        if invited in {one.pk for one in queries.desks_to_invite(row, part)}:
            seats.offer(conference_id=pk, part=part, desk_id=invited, by=by)
    terms = (("woman_interpreter", None),)
    health = Draft(rules.PROTECTION, rules.HEALTH, terms=terms, hearers=((desk, rules.AGREEMENT),))
    items.add(conference_id=pk, draft=health, by=by)


def _held(case: Case, desk: str, by: Actor) -> None:
    pk = _with_seat(case, desk, by, begins=clock.now() + SOON)
    conferences.begin(conference_id=pk, by=by)
    seats.enter(conference_id=pk, by=somebody_at(desk))
    (item,) = queries.items_of(Conference.objects.get(pk=pk))
    items.take_up(item_id=item.pk, by=by)
    items.hear(item_id=item.pk, decided=DECIDED, by=by)
    due = clock.today() + timedelta(days=3)
    given.give(conference_id=pk, item_id=item.pk, desk_id=desk, due_on=due, what=GIVEN, by=by)
    conferences.end(conference_id=pk, by=by)
    minutes.draft(conference_id=pk, remark="", by=by)


def _with_seat(case: Case, desk: str, by: Actor, *, begins: datetime) -> UUID:
    """Called; the person was told; one desk comes to the protection part, where one item waits."""
    pk = conferences.call(case_id=case.pk, begins_at=begins, minutes=60, per_item=10, by=by)
    sayings.write(conference_id=pk, said=Said(rules.TOLD, clock.today()), by=by)
    seats.offer(conference_id=pk, part=rules.PROTECTION, desk_id=desk, by=by)
    guest = somebody_at(desk)
    seats.answer(conference_id=pk, part=rules.PROTECTION, answer=states.COMES, line="", by=guest)
    draft = Draft(rules.PROTECTION, rules.HOUSING, WORDS, hearers=((desk, rules.AGREEMENT),))
    items.add(conference_id=pk, draft=draft, by=by)
    return pk


def _cases() -> Iterator[tuple[Case, str]]:
    for case in Case.objects.filter(desk_id=CALLER, state="open", age_group="adult"):
        yield from ((case, desk) for desk in _agreed(case)[:1])


def _agreed(case: Case) -> list[str]:
    """The desks that may hear of needs, the shelter of the guided look first."""
    desks = Consent.objects.filter(case=case, recipient__isnull=False).values_list("recipient_id", flat=True).distinct()
    held = [one for one in desks if one and "needs" in queries_consents.agreed_at_desk(case.pk, one)]
    return sorted(held, key=lambda one: (one != "asso-accueil", one))
