"""The verbs of taking part: an institution names somebody, a trainer adds who stands at the door, either withdraws."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import codes, people, policy, rules_lists, states, writing
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import Enrolment, TrainingSession
from himaya.training.words import SESSION_STATES

_UNSEEN = _("There are signs here that cannot be seen, such as marks that turn a text around. Type it anew.")


def name(
    *,
    session_id: UUID,
    institution_id: str,
    full_name: str,
    function: str = "",
    region_id: str = "",
    sex: str = "",
    username: str = "",
    another: bool = False,
    by: Actor,
) -> Enrolment:
    """Name somebody. `another`: it was said that a like name is another person.

    Raises NotFound, NotPermitted, NotNow (not open, full), NotValid (name, twice, account).
    """
    with unit(by=by):
        session = held(by, session_id, institution_id)
        check_room(session, 1)
        tidy = tidy_name(full_name)
    # Outside a unit, so that the reading of the list is noted also when the name is refused.
    seen, like = ([], False) if another else _compared(by, session, tidy, ())
    with unit(by=by) as u:
        session = held(by, session_id, institution_id)
        check_room(session, 1)
        if not another and (like or _compared(by, session, tidy, seen)[1]):
            raise NotValid(
                _("Somebody of nearly the same name is on the list already. If it is another person, say so below."),
                code="twice",
            )
        row = enrol(
            session,
            institution_id=institution_id,
            full_name=tidy,
            function=function,
            region_id=region_id,
            sex=sex,
            account_id=_account(username, institution_id, session) if username else None,
        )
        _log(u, row, "named")
        return row


def withdraw(*, enrolment_id: UUID, by: Actor) -> None:
    """Somebody does not come after all; their row stays. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        found = Enrolment.objects.filter(pk=enrolment_id).values_list("session_id", "institution_id").first()
        if found is None:
            raise NotFound
        held(by, *found)
        row = lock_row(Enrolment.objects.all(), enrolment_id)
        if row.state != states.NAMED:
            raise NotNow(_("This person was withdrawn already."), code="withdrawn_already")
        if row.attendance.filter(status=states.PRESENT).exists():
            raise NotNow(_("This person was there already, so they stay on the list."), code="was_there")
        row.state, row.withdrawn_on = states.WITHDRAWN, clock.today()
        row.save(update_fields=["state", "withdrawn_on"])
        _log(u, row, "withdrawn")


def held(by: Actor, session_id: UUID, institution_id: str) -> TrainingSession:
    """Hold a session that takes names, for the own institution or as its trainer. Raises as the verbs."""
    session = lock_session(by, session_id)
    if not policy.trains(by, session):
        policy.check_names(by)
        if policy.names_for(by) != institution_id:
            raise NotPermitted(
                _("You name those of your own institution only. This one names its own."), code="other_institution"
            )
    writing.moved(states.SESSION_TRANSITIONS, "name", session.state, SESSION_STATES)
    if session.names_erased_on is not None:
        raise NotNow(_("This session is over: its names were erased, and it takes no others."), code="names_erased")
    return session


def check_room(session: TrainingSession, more: int) -> None:
    """Raises NotNow when so many more do not fit in."""
    left = session.places - people.named(session)
    if more > left:
        raise NotNow(
            _("%(n)s places are left in this session. Withdraw somebody, or ask the secretariat for another session.")
            % {"n": max(0, left)},
            code="full",
        )


def tidy_name(text: str) -> str:
    """A name as it will stand on the list. Raises NotValid."""
    tidy = rules_lists.tidy(text)
    if rules_lists.disguised(tidy):
        raise NotValid(_UNSEEN, code="name")
    if not tidy or not any(sign.isalpha() for sign in tidy):
        raise NotValid(_("Write the name as it is to stand on the list."), code="name")
    if len(tidy) > people.LONGEST:
        raise NotValid(_("This name is too long for the list."), code="name")
    return tidy


def enrol(
    session: TrainingSession,
    *,
    institution_id: str,
    full_name: str,
    function: str = "",
    region_id: str = "",
    sex: str = "",
    account_id: UUID | None = None,
    batch_id: UUID | None = None,
) -> Enrolment:
    """Write one row and its sealed name, inside the caller's unit. Raises NotValid."""
    if sex not in states.SEXES:
        raise NotValid(_("Choose woman or man, or leave it open."), code="sex")
    tidy = rules_lists.tidy(function)
    if rules_lists.disguised(tidy):
        raise NotValid(_UNSEEN, code="function")
    if len(tidy) > people.LONGEST:
        raise NotValid(_("This function is too long for the list."), code="function")
    row = Enrolment.objects.create(
        session=session,
        institution=writing.institution(institution_id),
        region=writing.region(region_id),
        sex=sex,
        account_id=account_id,
        state=states.NAMED,
        named_on=clock.today(),
        batch_id=batch_id,
    )
    people.write(row, session, name=full_name, function=tidy, code=codes.new(_code_key(session)))
    return row


def _code_key(session: TrainingSession) -> UUID:
    if session.code_key is None:
        raise NotNow(_("Codes of this session cannot be drawn. Call the technical administrator."), code="no_code_key")
    return session.code_key


def _compared(by: Actor, session: TrainingSession, full_name: str, seen: Collection[UUID]) -> tuple[list[UUID], bool]:
    """Who of the list the name was compared with, beside those that it was before, and whether one is like it."""
    rows = [one for one in people.visible(by, session) if one.state == states.NAMED and one.pk not in seen]
    with people.opened(by, session, rows) as there:
        found = people.like(people.spelled(full_name), (people.spelled(one.name) for one in there))
        return [one.pk for one in rows], found is not None


def _account(username: str, institution_id: str, session: TrainingSession) -> UUID:
    today = clock.today()
    seats = Membership.objects.filter(
        account__username=username, account__is_active=True, desk__institution_id=institution_id, valid_from__lte=today
    )
    seat = seats.exclude(valid_to__lt=today).first()
    if seat is None:
        raise NotValid(_("No account of this name works at this institution. Leave it empty."), code="account")
    if session.enrolments.filter(account_id=seat.account_id, state=states.NAMED).exists():
        raise NotValid(_("Whoever has this account is on the list already."), code="account")
    return seat.account_id


def _log(u: Unit, row: Enrolment, did: str) -> None:
    u.log(f"enrolment.{did}", object_type="enrolment", object_id=row.pk, code=row.institution_id)
