"""The invented people of the demo, brought in by the same verbs as everybody: nothing is written past them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from himaya.cases.actions import referrals, screenings
from himaya.cases.actions.screenings import Wish
from himaya.institutions import accounts
from himaya.institutions.content import Pack, PersonRow, ReferralRow
from himaya.institutions.models import Desk, Membership
from himaya.institutions.queries import open_now
from himaya.instruments import queries, triage
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.persons.actions.people import Identity

ROUTES = {"consent": "consent", "child_circuit": "child", "legal_duty": "legal_duty", "danger": "danger"}
# Which first-line form a kind of desk fills; desks of other kinds use the social one.
FORMS = ("police", "labour", "health", "social", "border", "ngo")
ANSWERING = ("case_manager", "desk_lead", "health_professional", "front_line")


def seed(pack: Pack, *, now: datetime) -> None:
    """Hand over each sample person and move each referral to its state, at hours counted back from `now`."""
    people = {person.id: person for person in pack.people}
    known: dict[tuple[str, str], UUID] = {}
    for row in sorted(pack.referrals, key=lambda one: -one.sent_hours_ago):
        _referral(row, people[row.person], known, now)


def _referral(row: ReferralRow, person: PersonRow, known: dict[tuple[str, str], UUID], now: datetime) -> None:
    sender = somebody_at(row.from_desk)
    wish = Wish(row.service, row.to_desk, row.data_classes, row.urgency)
    route = ROUTES[row.basis]
    interpreter = "present" if person.interpreter else "none"
    with clock.stopped(_when_open(row, now)):
        case_id = known.get((row.person, row.from_desk))
        if case_id is not None:
            sent = referrals.send(
                case_id=case_id,
                wish=wish,
                basis=route,
                language=row.consent_language,
                interpreter=interpreter,
                told_first=True,
                guardian_implicated=row.guardian_implicated or "",
                by=sender,
            )
        else:
            version = queries.in_force(form_of(row.from_desk))
            handed = screenings.hand_over(
                version_id=version.pk,
                answers=_answers(version, row, person),
                identity=_identity(person),
                person_id=None,
                route=route,
                wishes=[wish],
                language=row.consent_language,
                interpreter=interpreter,
                consent_given=route == "consent",
                told_first=True,
                guardian_implicated=row.guardian_implicated or "",
                region=person.region,
                by=sender,
                instance_id=new_id(),
                details={"gender": person.gender},
            )
            known[row.person, row.from_desk] = handed.case_id
            sent = handed.referral_ids[0]
    _move(row, sent, now)


def _when_open(row: ReferralRow, now: datetime) -> datetime:
    """The sample's hour, or the last one before it at which the desk answered: nobody sends to a closed desk."""
    desk, at = Desk.objects.get(pk=row.to_desk), now - timedelta(hours=row.sent_hours_ago)
    hours = (at - timedelta(hours=back) for back in range(7 * 24))
    return next(hour for hour in hours if open_now(desk, hour.astimezone(clock.here())))


def _move(row: ReferralRow, referral_id: UUID, now: datetime) -> None:
    receiver = somebody_at(row.to_desk)
    reason = row.reason or "full"
    verbs: dict[str, Callable[[], None]] = {
        "asked": lambda: referrals.ask(referral_id=referral_id, question=str(row.question), by=receiver),
        "accepted": lambda: referrals.accept(referral_id=referral_id, by=receiver),
        "reported_back": lambda: referrals.accept(referral_id=referral_id, by=receiver),
        "accepted_in_part": lambda: referrals.accept_in_part(
            referral_id=referral_id, services_taken=[row.service], by=receiver
        ),
        "declined": lambda: referrals.decline(referral_id=referral_id, reason=reason, by=receiver),
    }
    if row.state == "sent":
        return
    with clock.stopped(now - timedelta(hours=row.answered_hours_ago or 0)):
        verbs[row.state]()
    if row.state == "reported_back":
        with clock.stopped(now - timedelta(hours=row.reported_hours_ago or 0)):
            referrals.report_back(
                referral_id=referral_id, delivered="yes", on=clock.today(), next_action="continues_here", by=receiver
            )


def somebody_at(desk_id: str) -> Actor:
    """An account of the desk that may answer referrals."""
    rows = Membership.objects.filter(desk_id=desk_id, valid_to__isnull=True).order_by("id")
    row = next(row for row in rows if set(ANSWERING) & set(row.roles))
    return accounts.actor_for(row.account_id, desk_id=desk_id)


def form_of(desk_id: str) -> str:
    """The first-line form that a desk fills."""
    kind = Desk.objects.values_list("kind", flat=True).get(pk=desk_id)
    return f"first-line-{kind if kind in FORMS else 'social'}"


def _identity(person: PersonRow) -> Identity:
    contact = person.safe_contact
    said = contact.words.ar if person.language == "ary" else contact.words.fr
    return Identity(
        full_name=" ".join(person.latin),
        other_names=", ".join([" ".join(person.arabic), *person.other_spellings]),
        birth=str(person.birth_year),
        phone=contact.value,
        safe_contact={"way": contact.channel, "when": contact.when, "words": said},
    )


def _answers(version: Version, row: ReferralRow, person: PersonRow) -> dict[str, str]:
    """Answers that read as the sample says: its lines as a sign, the age as it is, the rest not asked."""
    choices = version.source["choices"]
    answers: dict[str, str] = {}
    for question in version.source["survey"]:
        parts = str(question.get("type", "")).split()
        if len(parts) != 2 or parts[0] != "select_one" or not question.get("line"):
            continue
        wanted = triage.Reading.YES if question["line"] in row.first_line else triage.Reading.NO
        offered = [choice for choice in choices[parts[1]] if choice.get("reads") == str(wanted)]
        if question.get("act") == "age":
            answers[question["name"]] = age_value(choices[parts[1]], person.age_group)
        elif offered and question.get("act") != "wish":
            answers[question["name"]] = str(offered[0]["value"])
    return answers


def age_value(offered: list[dict[str, str]], age_group: str) -> str:
    """The answer of a form that says this age group."""
    if age_group == "adult":
        return next(str(choice["value"]) for choice in offered if choice["reads"] == "no")
    return {"child": "child", "maybe_child": "maybe"}[age_group]
