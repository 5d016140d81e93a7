"""Two people give a qualification, one takes it away, and its holder is told of each step."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import translation

from himaya.institutions import queries_qualifications as queries
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.actions import qualifications
from himaya.institutions.actions.qualifications import Certificate
from himaya.institutions.models import AccountNotice, Membership, Qualification
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.unit import unit
from himaya.ops import worker
from tests import cast, factories
from tests.refusals import refuses

pytestmark = [pytest.mark.django_db, pytest.mark.capability("C3")]
KIND = rules.IDENTIFICATION_INTERVIEW
DAY = timedelta(days=1)
TODAY = factories.TUESDAY.date()
HOLDER, LEAD = cast.SHELTER, cast.SHELTER_LEAD
OFFICER = cast.actor("daw-officer", "shelter", "data_protection_officer")
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


@pytest.fixture(autouse=True)
def _officers(the_cast: None) -> None:
    for one in (OFFICER, AUTHORITY):
        cast.seat(one, str(one.account_id))


def of(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def enter(by: Actor = LEAD, *, holder: UUID | None = None, **changes: Any) -> Qualification:
    base: dict[str, Any] = {
        "kind": KIND,
        "institution_id": "daw",
        "first": TODAY,
        "last": TODAY + 300 * DAY,
        "certificate": Certificate("Training centre", "C-1", TODAY - 9 * DAY),
    }
    return qualifications.enter(account_id=holder or of(HOLDER), by=by, **{**base, **changes})


def confirm(row: Qualification, by: Actor = OFFICER, *, saw: bool = True) -> None:
    qualifications.confirm(qualification_id=row.pk, saw_certificate=saw, by=by)


def told(actor: Actor) -> list[str]:
    return list(AccountNotice.objects.filter(account_id=of(actor)).order_by("id").values_list("kind", flat=True))


def refused(kind: type[Refusal], code: str, deed: Callable[[], object]) -> None:
    before = list(Qualification.objects.order_by("pk").values())
    refuses(deed, kind, code or None)
    assert list(Qualification.objects.order_by("pk").values()) == before


def test_one_enters_another_confirms_and_only_then_it_counts() -> None:
    row = enter()
    assert not queries.is_qualified(of(HOLDER), KIND, TODAY)
    assert told(OFFICER) == ["qualification_waits"]
    assert told(LEAD) == told(HOLDER) == []
    assert queries.waiting(OFFICER) == [row]
    assert queries.waiting(cast.LABOUR_LEAD) == []
    confirm(row)
    assert queries.is_qualified(of(HOLDER), KIND, TODAY)
    assert not queries.is_qualified(of(HOLDER), KIND, TODAY - DAY)
    assert told(HOLDER) == ["qualification_given"]
    assert queries.waiting(OFFICER) == []
    rows = AuditEvent.objects.filter(action__startswith="qualification.").order_by("id")
    assert [(one.action, one.code, str(one.object_id)) for one in rows] == [
        ("qualification.entered", KIND, str(HOLDER.account_id)),
        ("qualification.confirmed", KIND, str(HOLDER.account_id)),
    ]


def test_within_a_unit_of_somebody_else_it_is_written_as_entered_and_ended_by_whoever_did_it() -> None:
    with unit(by=SYSTEM):
        row = enter()
        confirm(row)
        qualifications.end(qualification_id=row.pk, reason="other_work", by=OFFICER)
    row.refresh_from_db()
    assert (row.entered_by_id, row.ended_by_id) == (of(LEAD), of(OFFICER))


@pytest.mark.parametrize(
    ("by", "kind", "code"),
    [
        (HOLDER, NotFound, ""),
        (cast.LABOUR_LEAD, NotFound, ""),
        (cast.SECRETARY, NotFound, ""),
        (cast.AUDITOR, NotFound, ""),
        (cast.OFFICER, NotFound, ""),
        (cast.SHELTER_COLLEAGUE, NotFound, ""),
        (NOBODY, NotFound, ""),
    ],
)
def test_whoever_does_not_help_there_enters_nothing_and_learns_nothing(
    by: Actor, kind: type[Refusal], code: str
) -> None:
    refused(kind, code, lambda: enter(by))
    refused(kind, code, lambda: enter(by, holder=uuid4()))
    row = enter()
    refused(kind, code, lambda: confirm(row, by))
    refused(kind, code, lambda: qualifications.refuse(qualification_id=row.pk, reason="not_recognised", by=by))
    confirm(row)
    refused(kind, code, lambda: qualifications.end(qualification_id=row.pk, reason="other_work", by=by))


def test_never_for_oneself_never_alone_and_never_by_the_administrator() -> None:
    """Planted faults, each seen red: `check_confirms` without the holder, the one who entered it, the place."""
    row = enter()
    refused(NotPermitted, "same_person", lambda: confirm(row, LEAD))
    refused(NotPermitted, "does_not_vouch", lambda: confirm(row, cast.OPERATOR))
    refused(NotFound, "", lambda: confirm(row, cast.LABOUR_LEAD))
    refused(NotValid, "not_seen", lambda: confirm(row, saw=False))
    confirm(row, AUTHORITY)
    Membership.objects.filter(account_id=of(LEAD)).update(roles=["desk_lead", "interviewer"])
    refused(NotPermitted, "own_account", lambda: enter(holder=of(LEAD)))
    own = enter(cast.OPERATOR, holder=of(LEAD))
    refused(NotPermitted, "own_account", lambda: confirm(own, LEAD))
    refused(
        NotPermitted,
        "own_account",
        lambda: qualifications.refuse(qualification_id=own.pk, reason="not_recognised", by=LEAD),
    )
    confirm(own)
    refused(
        NotPermitted, "own_account", lambda: qualifications.end(qualification_id=own.pk, reason="other_work", by=LEAD)
    )


def test_a_lead_of_another_institution_where_the_holder_sits_too_answers_only_for_their_own() -> None:
    Membership.objects.create(
        account_id=of(HOLDER), desk_id="labour-north", roles=["interviewer"], valid_from=clock.today()
    )
    refused(NotPermitted, "does_not_vouch", lambda: enter(cast.LABOUR_LEAD))
    row = enter()
    refused(NotPermitted, "does_not_vouch", lambda: confirm(row, cast.LABOUR_LEAD))
    assert queries.places(of(HOLDER), KIND) == ["daw", "labour"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "strange"}, "kind"),
        ({"certificate": Certificate("  ", "C-1", TODAY)}, "issuer"),
        ({"certificate": Certificate("x" * 121, "C-1", TODAY)}, "issuer"),
        ({"certificate": Certificate("Centre", "", TODAY)}, "number"),
        ({"certificate": Certificate("Centre", "9" * 41, TODAY)}, "number"),
        ({"certificate": Certificate("Centre", "C-1", TODAY + DAY)}, "certificate_on"),
        ({"certificate": Certificate("Centre", "C-1", date(1026, 1, 1))}, "certificate_on"),
        ({"first": TODAY - 10 * DAY}, "first"),
        ({"first": TODAY + 400 * DAY, "last": TODAY + 401 * DAY}, "first"),
        ({"last": TODAY - DAY}, "last"),
        ({"first": TODAY - 5 * DAY, "last": TODAY - DAY}, "last"),
        ({"last": date(2028, 11, 24)}, "last"),
        ({"last": date(9999, 12, 31)}, "last"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_for_its_field(changes: dict[str, Any], code: str) -> None:
    refused(NotValid, code, lambda: enter(**changes))


def test_a_last_day_before_the_first_is_refused_though_it_is_still_to_come() -> None:
    """Seen red without that refusal in `_check_days`: the line after it asks only whether the last day has passed."""
    with pytest.raises(NotValid, match="last") as refusal:
        enter(first=TODAY + 20 * DAY, last=TODAY + 19 * DAY)
    with translation.override("en"):
        assert str(refusal.value.sentence) == "The last day lies before the first. Look at both again."
    assert not Qualification.objects.exists()
    assert enter(first=TODAY + 20 * DAY, last=TODAY + 20 * DAY).state == rules.WAITING


def test_the_longest_one_is_accepted_to_its_last_day() -> None:
    assert enter(last=date(2028, 11, 23)).valid_to == date(2028, 11, 23)


def test_only_whoever_holds_the_role_there_and_only_one_at_a_time() -> None:
    refused(NotNow, "no_role", lambda: enter(holder=of(cast.SHELTER_COLLEAGUE)))
    refused(NotNow, "no_role", lambda: enter(cast.OPERATOR, institution_id="labour"))
    row = enter()
    refused(NotNow, "one_waits", enter)
    confirm(row)
    refused(NotNow, "certificate_there", enter)
    refused(NotNow, "answered", lambda: confirm(row))
    second = enter(certificate=Certificate("Training centre", "C-2", TODAY))
    Membership.objects.filter(account_id=of(HOLDER)).update(roles=["case_manager"])
    refused(NotNow, "no_role", lambda: confirm(second))


def test_a_role_at_a_police_desk_is_no_place_for_one() -> None:
    Membership.objects.filter(account_id=of(HOLDER)).update(desk_id="police-north")
    refused(NotNow, "no_role", lambda: enter(cast.OPERATOR, institution_id="police"))


def test_what_waited_too_long_is_refused_and_entered_anew() -> None:
    row = enter(last=TODAY + DAY)
    with clock.stopped(factories.TUESDAY + 2 * DAY):
        refused(NotNow, "days_over", lambda: confirm(row))
        refused(NotValid, "reason", lambda: qualifications.refuse(qualification_id=row.pk, reason="x", by=OFFICER))
        qualifications.refuse(qualification_id=row.pk, reason="differs_from_certificate", by=OFFICER)
        assert enter(first=TODAY + 2 * DAY).state == rules.WAITING


def test_whoever_entered_it_takes_a_mistake_back() -> None:
    row = enter(cast.OPERATOR)
    refused(
        NotFound,
        "",
        lambda: qualifications.refuse(qualification_id=row.pk, reason="entered_by_mistake", by=cast.LABOUR_LEAD),
    )
    qualifications.refuse(qualification_id=row.pk, reason="entered_by_mistake", by=cast.OPERATOR)
    row.refresh_from_db()
    assert (row.state, row.refusal, row.confirmed_on) == (rules.REFUSED, "entered_by_mistake", None)
    assert told(HOLDER) == []
    refused(NotNow, "answered", lambda: confirm(row))


def test_one_person_ends_it_the_holder_is_told_and_yesterday_stays_as_it_was() -> None:
    row = enter()
    refused(
        NotNow,
        "not_in_force",
        lambda: qualifications.end(qualification_id=row.pk, reason="certificate_withdrawn", by=LEAD),
    )
    confirm(row)
    with clock.stopped(factories.TUESDAY + 9 * DAY):
        refused(NotValid, "reason", lambda: qualifications.end(qualification_id=row.pk, reason="works badly", by=LEAD))
        qualifications.end(qualification_id=row.pk, reason="certificate_withdrawn", by=LEAD)
        assert not queries.is_qualified(of(HOLDER), KIND, clock.today())
        assert queries.is_qualified(of(HOLDER), KIND, clock.today() - DAY)
        assert told(HOLDER) == ["qualification_given", "qualification_ended"]
        refused(
            NotNow, "not_in_force", lambda: qualifications.end(qualification_id=row.pk, reason="other_work", by=LEAD)
        )


def test_the_holder_is_told_thirty_days_before_the_end_once_and_in_the_morning() -> None:
    row = enter(last=TODAY + 100 * DAY)
    confirm(row)
    due = OutboxMessage.objects.get(event="qualification.confirmed")
    assert due.ids == {"qualification": str(row.pk)}
    assert due.due_at.astimezone(clock.here()).date() == row.valid_to - 30 * DAY
    worker.drain(factories.TUESDAY)
    assert told(HOLDER) == ["qualification_given"]
    with clock.stopped(due.due_at):
        worker.drain(due.due_at)
        assert told(HOLDER)[-1] == "qualification_ends_soon"
        qualifications.warn(qualification_id=row.pk, by=LEAD)
        assert told(HOLDER).count("qualification_ends_soon") == 1


@pytest.mark.parametrize("what", ["ended", "followed"])
def test_nobody_is_told_of_an_end_that_came_before_or_that_a_later_one_covers(what: str) -> None:
    """Planted faults, each seen red: no look at the standing; no look at a later one."""
    row = enter(last=TODAY + 100 * DAY)
    confirm(row)
    if what == "ended":
        qualifications.end(qualification_id=row.pk, reason="asked_by_holder", by=LEAD)
    else:
        confirm(enter(certificate=Certificate("Training centre", "C-2", TODAY)))
    due = OutboxMessage.objects.filter(event="qualification.confirmed").order_by("due_at")[0]
    with clock.stopped(due.due_at):
        worker.drain(due.due_at)
    assert "qualification_ends_soon" not in told(HOLDER)


def test_a_short_one_warns_at_once() -> None:
    confirm(enter(last=TODAY + 10 * DAY))
    worker.drain(factories.TUESDAY)
    assert told(HOLDER) == ["qualification_given", "qualification_ends_soon"]
