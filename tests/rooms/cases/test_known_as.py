"""The reference in a person's hand: it opens the referral, then the file that grew from it, and nothing elsewhere."""

from typing import Any
from uuid import UUID

import pytest

from himaya.cases import known_as, queries
from himaya.cases.actions import grants, handovers, referrals
from himaya.cases.actions import known_as as joined
from himaya.cases.models import Case, KnownAs, Referral
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import SCOPES, of_persons
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree, offered

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]
# Whoever neither sent nor received the referral; the last of them sits at the sister desk of the sender.
STRANGERS = (cast.HOSTEL, cast.LAWYER, cast.OFFICER, cast.NURSE, cast.SECRETARY, cast.OPERATOR, cast.INSPECTOR_SOUTH)


def opened(actor: Actor, reference: str) -> Case | Referral | None:
    """What a reference opens at the desk of an actor."""
    return queries.case_by_reference(actor, reference) or queries.referral_by_reference(actor, reference)


def sent() -> tuple[UUID, Referral]:
    """The sender's file, and its referral to the shelter that still waits."""
    done = factories.hand_over()
    return done.case_id, Referral.objects.get(pk=done.referral_ids[0])


def own_file(by: Actor = cast.SHELTER, **changes: Any) -> Case:
    """A file that the receiving desk opened for itself."""
    wishes = [at_a_partner.at_the_ward()]
    return Case.objects.get(pk=factories.hand_over(by=by, wishes=wishes, **changes).case_id)


def handed_on(row: Referral) -> Case:
    """The shelter took the referral, reported on it, and then took the whole file over."""
    referrals.accept(referral_id=row.pk, by=cast.SHELTER)
    agree(row.case_id)
    return Case.objects.get(pk=handovers.accept(handover_id=offered(row.case_id, "shelter"), by=cast.SHELTER))


def nobody_else_opens(reference: str) -> None:
    assert [one for one in STRANGERS if opened(one, reference) is not None] == []


def test_before_and_after_the_answer_it_opens_the_referral_at_both_desks() -> None:
    _case, row = sent()
    for _moment in ("before", "after"):
        assert opened(cast.SHELTER, row.reference) == row
        assert opened(cast.SHELTER_COLLEAGUE, row.reference.lower().replace("-", " ")) == row
        assert opened(cast.INSPECTOR, row.reference) == row
        nobody_else_opens(row.reference)
        if row.state == "sent":
            referrals.accept(referral_id=row.pk, by=cast.SHELTER)
            row.refresh_from_db(fields=["state"])
    assert row.state == "accepted"


def test_the_reference_of_the_sender_s_file_opens_nothing_at_the_receiver() -> None:
    case_id, row = sent()
    handed_on(row)
    assert opened(cast.SHELTER, Case.objects.get(pk=case_id).reference) is None


def test_once_the_case_was_handed_over_it_opens_the_file_that_grew_from_it() -> None:
    """Seen red without `remember_received` in the hand-over: the referral was opened."""
    case_id, row = sent()
    held = handed_on(row)
    assert held.pk != case_id
    assert opened(cast.SHELTER, row.reference) == held
    assert opened(cast.INSPECTOR, row.reference) == row, "the sender opens what it sent"
    assert known_as.carried(held) == [row.reference]
    nobody_else_opens(row.reference)


def test_a_file_that_comes_takes_the_door_from_one_that_the_desk_had_named() -> None:
    """Seen red: a referral that was said to be of the desk's own file could never be handed over to it."""
    _case, row = sent()
    own = own_file()
    joined.join(referral_id=row.pk, reference=own.reference, by=cast.SHELTER)
    held = handed_on(row)
    assert opened(cast.SHELTER, row.reference) == held != own


def test_every_referral_to_the_desk_opens_the_one_file() -> None:
    case_id, row = sent()
    again = factories.wish(service="material_help", data_classes=("needs",))
    second = factories.send_again(factories.HandedOver(case_id, "", ()), wish=again)
    held = handed_on(row)
    for reference in Referral.objects.filter(pk__in=[row.pk, second]).values_list("reference", flat=True):
        assert opened(cast.SHELTER, reference) == held


def test_a_file_that_moves_inside_the_house_takes_the_door_along() -> None:
    """The receiver holds the very file: no second line is needed. Seen red without `came` in `opens`."""
    done = factories.hand_over(
        wishes=[factories.wish(service="labour_rights", to_desk_id="labour-south", data_classes=("needs",))]
    )
    row = Referral.objects.get(pk=done.referral_ids[0])
    referrals.decline(referral_id=row.pk, reason="no_place", by=cast.INSPECTOR_SOUTH)
    assert opened(cast.INSPECTOR_SOUTH, row.reference) == row
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    found = opened(cast.INSPECTOR_SOUTH, row.reference)
    assert isinstance(found, Case)
    assert found.pk == done.case_id
    assert opened(cast.INSPECTOR, row.reference) is None
    assert not KnownAs.objects.exists()


def test_the_desk_s_own_file_is_opened_once_the_desk_says_so_and_no_longer_when_it_was_somebody_else() -> None:
    _case, row = sent()
    own = own_file()
    assert opened(cast.SHELTER, row.reference) == row
    joined.join(referral_id=row.pk, reference=own.reference.lower(), by=cast.SHELTER)
    assert opened(cast.SHELTER_COLLEAGUE, row.reference) == own
    assert opened(cast.INSPECTOR, row.reference) == row
    nobody_else_opens(row.reference)
    joined.part(referral_id=row.pk, by=cast.SHELTER_COLLEAGUE)
    assert opened(cast.SHELTER, row.reference) == row
    assert list(AuditEvent.objects.filter(action="case.known_as").values_list("code", "object_id").order_by("pk")) == [
        ("joined", str(own.pk)),
        ("parted", str(own.pk)),
    ]


def joined_at_labour() -> tuple[Referral, Case]:
    """A referral that the shelter sent to the inspector's desk, joined to that desk's own file; the sister let in."""
    wish = factories.wish(service="labour_rights", to_desk_id="labour-north", data_classes=("needs",))
    row = Referral.objects.get(pk=factories.hand_over(by=cast.SHELTER, wishes=[wish]).referral_ids[0])
    own = own_file(cast.INSPECTOR, identity=None)
    joined.join(referral_id=row.pk, reference=own.reference, by=cast.INSPECTOR)
    grants.give(
        case_id=own.pk,
        to=f"account:{cast.INSPECTOR_SOUTH.account_id}",
        kind="team",
        level="full",
        sections=("identity", "story"),
        until=clock.today(),
        reason="advice",
        by=cast.LABOUR_LEAD,
    )
    return row, own


def test_whoever_was_only_let_in_opens_the_file_by_its_own_reference_alone() -> None:
    """Also in the house. Seen red without the desk in `opens`: the guest learnt which referral it is of."""
    row, own = joined_at_labour()
    assert opened(cast.INSPECTOR, row.reference) == own
    assert opened(cast.INSPECTOR_SOUTH, own.reference) == own
    assert opened(cast.INSPECTOR_SOUTH, row.reference) is None


def test_who_may_not_say_so_and_what_may_not_be_said() -> None:
    case_id, row = sent()
    own = own_file()
    foreign = Case.objects.get(pk=case_id)
    for nobody in (cast.HOSTEL, cast.OFFICER, cast.SECRETARY):
        with pytest.raises(NotFound):
            joined.join(referral_id=row.pk, reference=own.reference, by=nobody)
    with refused(NotPermitted, "not_the_receiver"):
        joined.join(referral_id=row.pk, reference=foreign.reference, by=cast.INSPECTOR)
    for reference in (foreign.reference, "K7MR-2QXD", "", "K7"):
        with refused(NotValid, "reference"):
            joined.join(referral_id=row.pk, reference=reference, by=cast.SHELTER)
    with refused(NotNow, "not_joined"):
        joined.part(referral_id=row.pk, by=cast.SHELTER)
    joined.join(referral_id=row.pk, reference=own.reference, by=cast.SHELTER)
    with refused(NotNow, "joined"):
        joined.join(referral_id=row.pk, reference=own_file(identity=None).reference, by=cast.SHELTER)


def test_a_closed_file_and_an_ended_referral_are_not_joined() -> None:
    _case, row = sent()
    own = own_file()
    Case.objects.filter(pk=own.pk).update(state="closed", close_reason="moved", closed_on="2026-11-30")
    with refused(NotNow, "case_closed"):
        joined.join(referral_id=row.pk, reference=own.reference, by=cast.SHELTER)
    other = own_file(identity=None)
    referrals.decline(referral_id=row.pk, reason="no_place", by=cast.SHELTER)
    with refused(NotNow, "ended"):
        joined.join(referral_id=row.pk, reference=other.reference, by=cast.SHELTER)


def test_the_store_alone_joins_no_reference_to_a_file() -> None:
    """Of the line in clear: the file and its person. Equal references of two houses are unequal in it."""
    _case, row = sent()
    held = handed_on(row)
    line = KnownAs.objects.get()
    assert {field.attname for field in KnownAs._meta.local_concrete_fields} == {"id", "person_id", "case_id", "token"}
    assert (line.case_id, line.person_id) == (held.pk, held.person_id)
    kept = bytes(line.token)
    for readable in (row.reference, row.reference.replace("-", "")):
        assert readable.encode() not in kept
    assert row.pk.bytes not in kept
    assert known_as.token("daw", row.reference) == kept
    assert known_as.token("labour", row.reference) != kept
    # Nothing else that the hand-over wrote names the referral beside the new file.
    about = AuditEvent.objects.filter(object_id=str(held.pk))
    assert not any(row.reference in str(vars(one)) or str(row.pk) in str(vars(one)) for one in about)


@pytest.mark.parametrize("scope", SCOPES)
def test_it_goes_with_the_identity_and_with_the_file(scope: str) -> None:
    """Seen red without `with_identity` in the room's belongings: the line outlived the name."""
    _case, row = sent()
    held = handed_on(row)
    for one in of_persons():
        if one.model is KnownAs:
            one.erase(held.person_id, scope=scope)
    assert not KnownAs.objects.exists()
    assert opened(cast.SHELTER, row.reference) == row
