"""The verbs of a file of the exchange standard: taken in whole, and asked to be taken back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import given, states
from himaya.cases import policy as cases
from himaya.cases.actions import erasures, exclusions, grants
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.exchange import policy, queries, reading
from himaya.exchange import rules_htcds as htcds
from himaya.exchange import rules_reading as rules
from himaya.exchange.rules_reading import Read
from himaya.exchange.worded import worded
from himaya.institutions import budgets
from himaya.institutions.models import Desk
from himaya.instruments import usage
from himaya.instruments.actions import versions
from himaya.instruments.models import Version
from himaya.instruments.queries import compiled
from himaya.instruments.render import submission
from himaya.instruments.verify import verify
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import ALL
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id, new_reference
from himaya.kernel.unit import Unit, unit
from himaya.persons.actions import people
from himaya.persons.actions.people import Identity

NAMED = 12
# What a place or a team that suits is chosen by, in our own words; what is finer stays in the answers.
_GROUPS = {
    ("Feminine", rules.ADULT): "woman",
    ("Masculine", rules.ADULT): "man",
    ("Feminine", rules.CHILD): "girl",
    ("Masculine", rules.CHILD): "boy",
}
_ROUTES = {rules.AGREED: states.CONSENT, rules.DUTY: states.LEGAL_DUTY}


def take_in(*, data: bytes, mark: str, basis: str, left_out_known: bool, by: Actor) -> UUID:
    """Open a file for each row, all of them or none; returns the number of what was taken in.

    `mark`: that the very same file was looked at before, by the same person, within the hour. `left_out_known`: that
    what nothing here keeps may stay out. Raises NotPermitted, NotValid (basis, faults, left_out, too_many), and NotNow
    for a file that nobody looked at, or that was taken in already.
    """
    policy.check_leads(by)
    if basis not in rules.BASES:
        raise NotValid(_("Say on what it rests that this desk keeps these files."), code="basis_missing")
    found = reading.read(data, basis=basis)
    if not reading.was_looked_at(data, mark, basis=basis, by=by):
        raise NotNow(
            _("This is not the file that you looked at within the last hour. Look at it first. Nothing was taken in."),
            code="not_looked_at",
        )
    _check(found, left_out_known=left_out_known, most=budgets.of_roles(by.roles).stop_at)
    with unit(by=by) as u:
        number = _free_number(data, by)
        version = versions.store(instrument=worded(), by=by)
        persons = [_open(u, version, row, basis) for row in found.rows]
        u.log(
            "standard_file.taken_in",
            object_type=queries.OBJECT,
            object_id=number,
            code=str(len(persons)),
            subjects=persons,
        )
    return number


def take_back(*, taken_id: UUID, by: Actor) -> int:
    """Ask for the erasure of all that a file brought, while nothing came of any of it; returns how many.

    A second person decides each, as every erasure (design/security.md 4). Raises NotFound, NotPermitted, and NotNow
    naming those of which something came, or where nothing is left to ask for.
    """
    with unit(by=by) as u:
        found = queries.taken(by, taken_id)
        held = queries.files_of(by, found)
        list(Case.objects.select_for_update().filter(pk__in=[one.pk for one in held]).order_by("pk").values_list("pk"))
        # Judged after the waiting: what somebody did a moment ago is done.
        files = queries.files_of(by, found)
        _check_nothing_came(files)
        asked = [one for one in files if not queries.waiting(one)]
        if not asked:
            raise NotNow(
                _("Nothing is left to ask for: each of these is erased, or waits for its second person."),
                code="asked_already",
            )
        for one in asked:
            erasures.ask(case_id=one.pk, scope=ALL, ground="wrongly_kept", by=by)
        persons = [one.person_id for one in asked]
        u.log(
            "standard_file.taken_back",
            object_type=queries.OBJECT,
            object_id=found.id,
            code=str(len(asked)),
            subjects=persons,
        )
    return len(asked)


def _check(found: rules.Reading, *, left_out_known: bool, most: int) -> None:
    if found.faults:
        raise NotValid(
            _("Some cells cannot be taken in. Correct them in the file, then look at it again. Nothing was taken in."),
            code="faults",
        )
    if found.left_out and not left_out_known:
        raise NotValid(
            _("Some columns hold what nothing here keeps. Tick that they may stay out, or keep them where they are."),
            code="left_out",
        )
    if not found.rows:
        raise NotValid(reading.NOT_READ["no_rows"], code="no_rows")
    if len(found.rows) > most:
        raise NotValid(
            _("One file holds at most %(n)s people. Part it, and take each part in.") % {"n": most}, code="too_many"
        )


def _free_number(data: bytes, by: Actor) -> UUID:
    """The number of this file; one at a time at a desk, so that the same one does not come in twice. Raises NotNow."""
    list(Desk.objects.select_for_update(of=("self",)).filter(pk=by.desk_id).values_list("pk"))
    number = reading.number_of(data, by)
    if queries.stands(by, number):
        raise NotNow(
            _(
                "This very file was taken in before, and this institution still keeps something that it brought. "
                "Nothing was taken in again."
            ),
            code="taken_in_already",
        )
    return number


def _open(u: Unit, version: Version, row: Read, basis: str) -> UUID:
    """One file of one person: who they are sealed apart, what happened as answers to the published form."""
    answers = rules.answers_of(row.said)
    form = compiled(version)
    verdict = verify(form, submission(form, answers))
    if not verdict.valid:
        raise NotValid(
            _("Row %(row)s: %(sentence)s") % {"row": row.number, "sentence": verdict.errors[0].sentence()},
            code="faults",
        )
    birth = row.said.get(htcds.BIRTH, "")
    identity = Identity(full_name=rules.name_of(row.said), birth=birth, phone=row.said.get(htcds.PHONE, ""))
    person_id = people.add(institution_id=u.by.institution_id, identity=identity, by=u.by)
    age = rules.age_group(birth, clock.today())
    case = Case.objects.create(
        reference=new_reference(),
        person_id=person_id,
        institution_id=u.by.institution_id,
        desk_id=u.by.desk_id,
        opened_by=cases.account_of(u.by),
        opened_on=clock.today(),
        route=_ROUTES[basis] if is_known_adult(age) else states.CHILD,
        age_group=age,
    )
    grants.hold(u, case)
    exclusions.follow(u, case)
    gender = _GROUPS.get((row.said.get(htcds.GENDER, ""), age), "")
    given.keep(case, version, answers, instance_id=new_id(), details={"gender": gender} if gender else None)
    usage.began(version.pk, case.institution_id)
    u.log("case.opened", object_type="case", object_id=case.pk, code="taken_in", subjects=[person_id])
    return person_id


def _check_nothing_came(files: list[Case]) -> None:
    touched = [one.reference for one in files if queries.came_of(one)]
    if touched:
        raise NotNow(
            _(
                "Somebody already worked with these files: %(named)s. Nothing was asked for. Erase the others one by "
                "one, on the page of keeping and erasing of each."
            )
            % {"named": " · ".join(touched[:NAMED])},
            code="something_came",
        )
