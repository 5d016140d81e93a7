"""Carrying an erasure out, inside the unit that decided it: rows, tokens, payloads, keys. Nothing sealed is opened.

Held in one order: the request, files, the person, referrals, keys. Sending holds a file before it points at the
person, a hand-over the person before it makes a file, a rotation keys only: so none of them locks an erasure out.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import given, states
from himaya.cases.models import Case, Closure, ErasedForm, Exclusion, Referral, Submission
from himaya.instruments import usage
from himaya.kernel import belongings, clock, subjects, wall
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import ALL, IDENTITY, of_persons
from himaya.kernel.errors import NotFound, NotNow
from himaya.persons import matching
from himaya.persons.models import Person

CLOSED = "identity_erased"


@dataclass(frozen=True)
class Held:
    """A person and all their files, locked until the unit ends."""

    person: Person
    cases: list[Case]


def hold(person_id: UUID) -> Held:
    """Lock a person's files and the person. Raises NotFound when gone, NotNow when a file came in between."""
    cases = list(Case.objects.select_for_update().filter(person_id=person_id).order_by("pk"))
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    if set(Case.objects.filter(person_id=person_id).values_list("pk", flat=True)) != {one.pk for one in cases}:
        raise changed_meanwhile()
    return Held(person, cases)


def changed_meanwhile() -> NotNow:
    """What is said when there is a file that was not there when somebody, or the clock, decided."""
    return NotNow(
        _("Another file of this person was opened at this moment. Nothing was erased. Look at it, then try again."),
        code="changed_meanwhile",
    )


def check_free(person: Person, *, scope: str) -> None:
    """Raises NotNow, with what to do, while something stands against erasing."""
    if (sentence := belongings.on_hold(person.pk)) is not None:
        raise NotNow(sentence, code="on_hold")
    if runs(person.pk):
        raise NotNow(
            _(
                "A referral of this person still runs, and the other desk works with what was sent. Withdraw it if the "
                "person wishes, or wait for the report; then erase."
            ),
            code="referral_runs",
        )
    if (sentence := belongings.against(person.pk)) is not None:
        raise NotNow(sentence, code="not_settled")
    if scope == IDENTITY and person.anonymous_since is not None:
        raise NotNow(_("The identity is erased already. What is left can be erased as a whole."), code="already_erased")


def runs(person_id: UUID) -> bool:
    """True while a referral of the person waits for a desk."""
    return Referral.objects.filter(person_id=person_id).exclude(state__in=states.ENDED).exists()


def check_others_asked(held: Held, *, desk_id: str, others_asked: bool) -> None:
    """Raises NotNow while another desk works with a file of the person and nobody says that it was asked.

    It sees neither the request nor the page: what it works with would be gone one morning.
    """
    if not others_asked and {one.desk_id for one in held.cases if one.state == "open"} - {desk_id}:
        raise NotNow(
            _(
                "Another desk still works with a file of this person, and that file goes too. Ask that desk first, "
                "then tick that you did. Nothing was erased."
            ),
            code="others_not_asked",
        )


def carry_out(held: Held, *, scope: str, by: Actor) -> tuple[dict[str, int], int | None]:
    """Erase. Returns how much of what went, and the newest epoch that wrapped one of the keys."""
    person_id = held.person.pk
    list(Referral.objects.select_for_update().filter(person_id=person_id).order_by("pk").values_list("pk"))
    _end_use(held.cases)
    if scope == ALL:
        numbers = Submission.objects.filter(person_id=person_id).values_list("instance_id", flat=True)
        today = clock.today()
        ErasedForm.objects.bulk_create([ErasedForm(instance_id=one, erased_on=today) for one in numbers])
    counts: dict[str, int] = {}
    _keep_out_for_good(person_id)
    # Read before the rows go that name them.
    own = [subject for one in of_persons() if not one.untold for subject in one.subjects(person_id)]
    apart = [subject for one in of_persons() if one.untold for subject in one.subjects(person_id)]
    subjects.hold([person_id, *own, *apart])
    for one in of_persons():
        if (went := one.erase(person_id, scope=scope)) and not one.untold:
            counts[one.what] = counts.get(one.what, 0) + went
    if scope == ALL:
        epochs = [*subjects.erase_all(person_id, by=by).values()]
    else:
        epochs = [*subjects.erase(person_id, kinds=[subjects.IDENTITY], by=by).values()]
        _leave_nameless(held, by)
    for subject in own:
        epochs += subjects.erase_all(subject, by=by).values()
    counts["keys"] = len(epochs)
    # Not counted, and waited for all the same: until the newest epoch is gone, a backup opens them.
    for subject in apart:
        epochs += subjects.erase_all(subject, by=by).values()
    return counts, max(epochs, default=None)


def _keep_out_for_good(person_id: UUID) -> None:
    """Whoever a conflict of interest keeps from those who are one with somebody stays out, as if it was said of them.

    The lines go with the person. By which of them it came, and whether what it rests on went too, is not known any
    more: letting somebody back is for people to do. Nobody is told; a line anywhere would tell of the other file.
    """
    with wall.beyond(wall.EVERYTHING):
        others = matching.same_as([person_id]).get(person_id, frozenset())
        brought = Exclusion.objects.filter(case__person_id__in=others, lifted_at__isnull=True, line__isnull=False)
        brought.update(line=None)


def _end_use(cases: list[Case]) -> None:
    """Open files no longer count under the version of their form."""
    for case in cases:
        last = Submission.objects.defer("answers", "details").filter(case=case).order_by(*given.IN_ORDER).last()
        if case.state == "open" and last is not None:
            usage.ended(last.version_id, case.institution_id)


def next_number(case_id: UUID) -> int:
    """The number of the next line about the closing of a file that is held."""
    last: int | None = Closure.objects.filter(case_id=case_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _leave_nameless(held: Held, by: Actor) -> None:
    """What stays has no name and is closed: nothing is added to a file of nobody."""
    today = clock.today()
    Person.objects.filter(pk=held.person.pk).update(anonymous_since=today)
    open_ones = Case.objects.filter(person_id=held.person.pk, state="open")
    for case in open_ones:
        Closure.objects.create(
            person_id=held.person.pk,
            case=case,
            number=next_number(case.pk),
            word="closed",
            on=today,
            desk_id=case.desk_id,
            reason=CLOSED,
            written_by=by.account_id,
        )
    open_ones.update(state="closed", close_reason=CLOSED, closed_on=today)
