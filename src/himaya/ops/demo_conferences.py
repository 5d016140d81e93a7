"""One case conference in the demo, called by the verbs like everybody's: protection with two desks, justice agreed."""

from datetime import timedelta

from himaya.cases import queries_consents
from himaya.cases.models import Case, Consent
from himaya.conferences import queries, rules, states
from himaya.conferences.actions import conferences, items, sayings, seats
from himaya.conferences.actions.items import Draft
from himaya.conferences.actions.sayings import Said
from himaya.conferences.models import Conference
from himaya.kernel import clock
from himaya.ops.demo_cases import somebody_at

CALLER = "inspection-nord"
# The unit that asks for protection measures; not the ministry’s legal help, which is counsel and no party to this.
PROSECUTION = "parquet-centre"
WORDS = "Une place jusqu’à vendredi, avec une interprète (exercice) · مكان إلى غاية يوم الجمعة (تمرين)"


def seed() -> None:
    """On the first case of the desk whose adult agreed that a desk of helpers knows their needs."""
    by = somebody_at(CALLER)
    found = next(
        (
            (case, desk)
            for case in Case.objects.filter(desk_id=CALLER, state="open", age_group="adult")
            for desk in _agreed(case)
        ),
        None,
    )
    if found is None:
        return
    case, desk = found
    begins = clock.now() + timedelta(days=1)
    pk = conferences.call(case_id=case.pk, begins_at=begins, minutes=60, per_item=10, by=by)
    for said in (Said(rules.TOLD, clock.today()), Said(rules.AGREED_WORD, clock.today(), rules.JUSTICE)):
        sayings.write(conference_id=pk, said=said, by=by)
    seats.offer(conference_id=pk, part=rules.PROTECTION, desk_id=desk, by=by)
    guest = somebody_at(desk)
    seats.answer(conference_id=pk, part=rules.PROTECTION, answer=states.COMES, line="", by=guest)
    row = Conference.objects.get(pk=pk)
    if PROSECUTION in {one.pk for one in queries.desks_to_invite(row, rules.JUSTICE)}:
        seats.offer(conference_id=pk, part=rules.JUSTICE, desk_id=PROSECUTION, by=by)
    hearers = ((desk, rules.AGREEMENT),)
    terms = (("woman_interpreter", None),)
    for draft in (
        Draft(rules.PROTECTION, rules.HOUSING, WORDS, hearers=hearers),
        Draft(rules.PROTECTION, rules.HEALTH, terms=terms, hearers=hearers),
    ):
        items.add(conference_id=pk, draft=draft, by=by)


def _agreed(case: Case) -> list[str]:
    """The desks that may hear of needs, the shelter of the guided look first."""
    desks = Consent.objects.filter(case=case, recipient__isnull=False).values_list("recipient_id", flat=True).distinct()
    held = [one for one in desks if one and "needs" in queries_consents.agreed_at_desk(case.pk, one)]
    return sorted(held, key=lambda one: (one != "asso-accueil", one))
