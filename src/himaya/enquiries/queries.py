"""Parties, enquiries of a file, what a desk was told; and for the worker whom the tokens find."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.cases.queries import kept_from
from himaya.enquiries import policy, rules, states
from himaya.enquiries.models import Answer, Enquiry, Party, Told
from himaya.institutions import queries as institutions
from himaya.institutions.models import Institution
from himaya.kernel import clock, decoys, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.legal import gate
from himaya.persons import matching
from himaya.persons.models import IndexToken
from himaya.persons.names import RULE_VERSION

# Desks that hold a file and are never told of an enquiry about it, whatever their institution signed.
NEVER_TOLD = Q(desk__kind__in=institutions.NO_STORIES) | Q(desk__institution__kind__in=institutions.NO_STORIES)


def parties() -> QuerySet[Party]:
    """The parties of today: those that did not leave, and of no institution that enforces, judges or is a State's."""
    rows = Party.objects.filter(left_at__isnull=True).exclude(institution__kind__in=institutions.NO_STORIES)
    return rows.select_related("institution").order_by("institution_id")


def all_parties() -> list[Party]:
    """Every party with its days, also those that left: the newest first."""
    return list(Party.objects.select_related("institution").order_by("-joined_at", "pk"))


def party_of(institution_id: str) -> Party | None:
    """The row of an institution in the protocol of today."""
    return parties().filter(institution_id=institution_id).first()


@dataclass(frozen=True, slots=True)
class Choice:
    """A party that the person may choose. `why_not` is a sentence, `again_at` the moment from which it may be asked."""

    institution: Institution
    why_not: str = ""
    again_at: datetime | None = None


def choices(case: Case, people: Collection[UUID] = ()) -> list[Choice]:
    """The other parties, and of each what stands against asking it about this person today."""
    before = asked_before(people or together(case.person_id))
    return [_choice(case, party.institution, before) for party in parties().exclude(institution=case.institution_id)]


def _choice(case: Case, institution: Institution, before: list[tuple[datetime, list[str]]]) -> Choice:
    lately = [at for at, asked in before if rules.too_soon([(at, asked)], [institution.pk], clock.now())]
    if lately:
        return Choice(institution, again_at=max(lately) + rules.OPEN_FOR)
    try:
        gate.check_recipient(sender_id=case.institution_id, receiver=institution)
    except NotNow as refusal:
        return Choice(institution, str(refusal.sentence))
    return Choice(institution)


def together(person_id: UUID) -> frozenset[UUID]:
    """A person with whoever was said to be the same one."""
    with wall.beyond(wall.EVERYTHING):
        return frozenset({person_id}).union(*matching.same_as([person_id]).values())


def asked_before(people: Collection[UUID]) -> list[tuple[datetime, list[str]]]:
    """When which institutions were asked about these people, withdrawn or not."""
    with wall.beyond(wall.EVERYTHING):
        return list(Enquiry.objects.filter(person_id__in=people).values_list("asked_at", "parties"))


def is_open(people: Collection[UUID]) -> bool:
    """True while one enquiry about one of these people is open."""
    with wall.beyond(wall.EVERYTHING):
        rows = Enquiry.objects.filter(person_id__in=people, state=states.OPEN)
        return rows.filter(expires_at__gt=clock.now()).exists()


@dataclass(frozen=True, slots=True)
class Asked:
    """An enquiry with the names of those asked, and the desks that got in touch; mostly none."""

    row: Enquiry
    parties: tuple[str, ...]
    answers: tuple[Answer, ...]
    open: bool


def of_case(case: Case) -> list[Asked]:
    """The enquiries of a file that the caller was shown, the newest first. As many queries whatever was found."""
    rows = list(Enquiry.objects.filter(case=case).order_by("-asked_at"))
    names = {one.pk: one.name for one in Institution.objects.filter(pk__in={pk for row in rows for pk in row.parties})}
    answered: dict[UUID, list[Answer]] = {}
    answers = Answer.objects.filter(enquiry__in=[row.pk for row in rows] or [UUID(int=0)])
    for answer in answers.select_related("desk__institution").order_by("at", "pk"):
        answered.setdefault(answer.enquiry_id, []).append(answer)
    now = clock.now()
    return [
        Asked(
            row,
            tuple(sorted(names[pk] for pk in row.parties if pk in names)),
            tuple(answered.get(row.pk, ())),
            row.state == states.OPEN and not rules.is_over(row.expires_at, now),
        )
        for row in rows
    ]


def told_to(actor: Actor) -> QuerySet[Told]:
    """What was told to the actor's desk on files that it holds; nothing of whom a conflict keeps them from."""
    if not policy.exists_for(actor):
        return Told.objects.none()
    held = Case.objects.filter(cases.held_cases(actor), state="open")
    rows = Told.objects.filter(case__in=held).exclude(person_id__in=kept_from(actor))
    return rows.select_related("case", "from_desk__institution")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a desk was told, and whether it still waits for a word of the desk; `over`: it was taken back."""

    row: Told
    waits: bool
    over: bool


def heard(actor: Actor, *, case_id: UUID | None = None) -> list[Heard]:
    """What stands at the actor's desk today, of one file or of all: what waits first, the oldest before the others."""
    found = told_to(actor)
    rows = list((found.filter(case_id=case_id) if case_id is not None else found).order_by("told_at", "pk"))
    standing = standing_among(row.enquiry_id for row in rows) if party_of(actor.institution_id) else {}
    seen = [Heard(row, row.state == states.WAITS, _is_over(row, standing.get(row.enquiry_id, ""))) for row in rows]
    return sorted((one for one in seen if not (one.waits and one.over)), key=lambda one: not one.waits)


def waiting(actor: Actor) -> int:
    """How many of them wait for a word of the desk."""
    return sum(1 for one in heard(actor) if one.waits)


def _is_over(row: Told, state: str) -> bool:
    """True where nobody gets in touch any more. After a yes the end of the time changes nothing."""
    return state != states.OPEN and not (state == states.OVER and row.state == states.IN_TOUCH)


def standing_among(enquiries: Iterable[UUID]) -> dict[UUID, str]:
    """The state of each of these, as it is at this moment; without those of an institution that left the protocol.

    Asked beyond the actor, who does not see the enquiries of others: one word of each.
    """
    ids, now = list(enquiries), clock.now()
    with wall.beyond(wall.EVERYTHING):
        rows = Enquiry.objects.filter(pk__in=ids, institution__in=parties().values("institution"))
        found = list(rows.values_list("pk", "state", "expires_at"))
    ended = {pk for pk, state, until in found if state == states.OPEN and rules.is_over(until, now)}
    return {pk: states.OVER if pk in ended else state for pk, state, _until in found}


def running_among(enquiries: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these that a desk can still answer."""
    return frozenset(pk for pk, state in standing_among(enquiries).items() if state == states.OPEN)


def still_asked(case_id: UUID) -> int:
    """How many enquiries of a file are open, whatever was found."""
    rows = Enquiry.objects.filter(case_id=case_id, state=states.OPEN)
    return rows.filter(expires_at__gt=clock.now()).count()


def still_told(case_id: UUID) -> int:
    """How many wait on a file for a word of its desk."""
    return Told.objects.filter(case_id=case_id, state=states.WAITS, expires_at__gt=clock.now()).count()


def found_by_tokens(row: Enquiry, institutions_asked: Collection[str]) -> dict[UUID, Case]:
    """For the worker: who may be the person in the institutions asked, each with the file of which a desk is told.

    Nothing is opened: rows of the blind index are compared with rows of it. Nobody without an open file at a desk that
    is told, no decoy, nobody whose identity was erased. Of several found who were said to be one, one: whose file was
    opened last. Who is left out, or is one with another, is not counted among the many of one name either.
    """
    mine = IndexToken.objects.filter(person_id=row.person_id, rule_version=RULE_VERSION)
    own = [rules.Token(kind, bytes(value), RULE_VERSION) for kind, value in mine.values_list("kind", "token")]
    alike = IndexToken.objects.filter(
        token__in=[one.value for one in own], institution_id__in=institutions_asked, rule_version=RULE_VERSION
    ).exclude(institution_id=row.institution_id)
    theirs: dict[UUID, list[rules.Token]] = {}
    house: dict[UUID, str] = {}
    for institution, person, kind, value in alike.values_list("institution_id", "person_id", "kind", "token"):
        theirs.setdefault(person, []).append(rules.Token(kind, bytes(value), RULE_VERSION))
        house[person] = institution
    common = {person: rules.shared(own, tokens) for person, tokens in theirs.items()}
    likely = {person for person, tokens in common.items() if rules.may_be_one(rules.kinds(tokens))}
    files = open_files(likely - decoys.among(likely))
    newest = sorted(files, key=lambda person: (files[person].opened_on, files[person].pk), reverse=True)
    people: dict[str, dict[UUID, frozenset[rules.Token]]] = {}
    for person, together in rules.one_each(newest, matching.same_as(files)).items():
        people.setdefault(house[person], {})[person] = frozenset().union(*(common[one] for one in together))
    return {person: files[person] for found in people.values() for person in rules.to_tell(found)}


def told_already(people: Collection[UUID], institution_id: str) -> frozenset[UUID]:
    """For the worker: those of these of whom a desk was told by this institution, and still owes its word.

    From whichever file it asked, of them or of whoever was said to be one with them. No query more for one more person.
    """
    as_one = matching.same_as(people)
    rows = Told.objects.filter(
        person_id__in=frozenset(people).union(*as_one.values()),
        enquiry__institution_id=institution_id,
        enquiry__state=states.OPEN,
        case__state="open",
        state=states.WAITS,
        expires_at__gt=clock.now(),
    )
    waits = frozenset(rows.values_list("person_id", flat=True))
    return frozenset(one for one in people if not waits.isdisjoint({one, *as_one.get(one, ())}))


def open_files(people: Collection[UUID]) -> dict[UUID, Case]:
    """Of these people, those with an open file at a desk that is told of enquiries: the one that was opened last."""
    rows = Case.objects.filter(person_id__in=people, person__anonymous_since__isnull=True, state="open")
    found: dict[UUID, Case] = {}
    for case in rows.exclude(NEVER_TOLD).order_by("opened_on", "pk"):
        found[case.person_id] = case
    return found


def institution(institution_id: str) -> Institution:
    """One institution by its id, known to be there."""
    return Institution.objects.get(pk=institution_id)


def enquiry(enquiry_id: UUID) -> Enquiry | None:
    """One enquiry that still runs, for the worker."""
    return Enquiry.objects.filter(pk=enquiry_id).exclude(state=states.WITHDRAWN).first()


def waiting_on(case_id: UUID) -> list[Told]:
    """What waits on a file for a word of its desk, for the worker."""
    rows = Told.objects.filter(case_id=case_id, state=states.WAITS, expires_at__gt=clock.now())
    return list(rows.order_by("told_at", "pk"))


def there(numbers: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these enquiries, or of what was told of one, that were not deleted. For the worker."""
    ids = set(numbers)
    told = Told.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return frozenset(told) | frozenset(Enquiry.objects.filter(pk__in=ids).values_list("pk", flat=True))
