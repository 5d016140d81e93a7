"""Two people let somebody back in who lost everything; neither of them alone, and never for themselves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.test import Client

from himaya.institutions import queries_accounts, rules_resets
from himaya.institutions.actions import resets
from himaya.institutions.models import Account, AccountReset, Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.web import known_browsers
from tests import cast, factories
from tests.pages import body
from tests.refusals import refused
from tests.rooms.account.conftest import PASSWORD, SECRET, code
from tests.rooms.staff.conftest import OFFICER, account, told
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("X4")
HOLDER, LEAD = cast.INSPECTOR, cast.LABOUR_LEAD
NEW = "another and much longer sentence"


def asked(by: Actor = cast.OPERATOR, holder: Actor = HOLDER) -> AccountReset:
    return resets.ask(account_id=account(holder).pk, reason="everything_lost", by=by)


def approved(by: Actor = LEAD) -> tuple[UUID, str]:
    row = asked()
    return row.pk, resets.approve(reset_id=row.pk, knows_them=True, by=by)


def typed(way: str, **other: str) -> dict[str, str]:
    return {"username": "inspector", "way": way, "password": NEW, "again": NEW, **other}


@pytest.fixture(name="old")
def _old() -> None:
    """What opened the account before: a password and an authenticator."""
    holder = account(HOLDER)
    holder.set_password(PASSWORD)
    holder.save()
    TOTP.activate(holder, SECRET)


def sign_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/account/in/", {"username": "inspector", "password": password, "code": code()})


def test_whoever_helps_ends_the_sessions_of_an_account_that_may_be_in_other_hands(sit: Sit) -> None:
    """Planted fault: the sessions of the helper, and not of the account, are ended."""
    lost, lead = sit(cast.INSPECTOR_COLLEAGUE), sit(cast.LABOUR_LEAD)
    assert lost.get("/account/ways-in/").status_code == 200
    page = f"/staff/{cast.INSPECTOR_COLLEAGUE.account_id}/"
    assert "End its sessions" in body(lead.get(page))
    assert lead.post(f"{page}sessions/").headers["Location"] == page
    assert "Its holder is told" in body(lead.get(page))
    assert lost.get("/account/ways-in/").status_code == 302
    assert told(cast.INSPECTOR_COLLEAGUE) == ["sessions_ended"]
    assert told(cast.LABOUR_LEAD) == []
    assert "End its sessions" not in body(lead.get(f"/staff/{cast.LABOUR_LEAD.account_id}/"))


@pytest.mark.usefixtures("old")
def test_one_asks_another_hands_over_and_the_holder_is_back_with_a_new_factor(sit: Sit) -> None:
    """Planted faults: factors kept at approval; the password kept, so that open sessions live on."""
    theirs = Client()
    assert sign_in(theirs).status_code == 302
    operator, lead = sit(cast.OPERATOR), sit(LEAD)
    answer = operator.post(f"/staff/{HOLDER.account_id}/reset/", {"reason": "telephone_stolen"})
    where = answer.headers["Location"]
    assert theirs.get("/account/ways-in/").context["reset"] is not None
    assert "Another person approves" in body(operator.get(where))
    assert "know them" in body(lead.get(where))
    assert "Meet the person first" in body(lead.post(where, {"do": "approve"}), 422)
    page = lead.post(where, {"do": "approve", "met": "yes"})
    way = page.context["way"]
    assert way in body(page)
    assert way not in body(lead.get(where))
    assert theirs.get("/account/ways-in/").status_code == 302
    assert sign_in(Client()).status_code == 422
    back = Client(headers={"accept-language": "en"})
    assert "One more lock" in body(back.post("/account/way-back/", typed(way.lower().replace("-", " "))))
    assert back.get("/casework/").status_code == 302
    assert Authenticator.objects.filter(user=account(HOLDER)).count() == 0
    assert Client().post("/account/way-back/", typed(way)).status_code == 422
    assert told(HOLDER) == ["reset_asked", "reset_approved", "reset_used"]
    assert told(OFFICER) == ["reset_here"]
    written = AuditEvent.objects.filter(action__startswith="reset.").order_by("pk")
    assert list(written.values_list("action", flat=True)) == [
        "reset.asked",
        "reset.approved",
        "reset.used",
    ]


@pytest.mark.usefixtures("old")
def test_the_new_browser_is_told_and_what_was_handed_over_is_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(Client())
    _reset, way = approved()
    kept = str(list(AccountReset.objects.values())) + str(list(AuditEvent.objects.values()))
    assert way not in kept
    assert rules_resets.tidy(way) not in kept
    back = Client()
    back.post("/account/way-back/", typed(way))
    secret = back.get("/account/factor/").context["letters"].replace(" ", "")
    assert back.post("/account/factor/", {"code": code(secret)}).status_code == 200
    assert back.cookies[known_browsers.COOKIE].value
    assert told(HOLDER)[-1] == "new_browser"
    assert back.get("/casework/").status_code == 200


def test_never_alone_never_for_oneself_and_never_by_the_administrator() -> None:
    """Planted faults: `check_approves` without the asker, or with the administrator among those who vouch."""
    row = asked(LEAD)
    other_operator = cast.actor("operator-2", "technical", "operator")
    # One who sits in the very institution of the account.
    fixer = cast.actor("fixer", "labour-south", "operator")
    for by, refusal in (
        (LEAD, NotPermitted),
        (HOLDER, NotPermitted),
        (cast.OPERATOR, NotPermitted),
        (other_operator, NotPermitted),
        (fixer, NotPermitted),
        (cast.SHELTER_LEAD, NotFound),
        (cast.AUDITOR, NotPermitted),
    ):
        with pytest.raises(refusal):
            resets.approve(reset_id=row.pk, knows_them=True, by=by)
    with pytest.raises(NotPermitted):
        asked(LEAD, holder=LEAD)
    own = asked(cast.OPERATOR, holder=LEAD)
    with pytest.raises(NotPermitted):
        resets.approve(reset_id=own.pk, knows_them=True, by=LEAD)
    with pytest.raises(NotFound):
        asked(cast.SHELTER_LEAD, holder=cast.INSPECTOR_SOUTH)
    assert resets.approve(reset_id=row.pk, knows_them=True, by=OFFICER)


def test_the_store_itself_refuses_one_person_for_both() -> None:
    row = asked(LEAD)
    for wrong in ({"approved_by": LEAD.account_id}, {"approved_by": HOLDER.account_id}, {"state": "approved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountReset.objects.filter(pk=row.pk).update(**wrong)


def test_each_step_runs_out() -> None:
    """Planted fault: a way in that stays open until somebody uses it."""
    row = asked()
    with clock.stopped(factories.TUESDAY + rules_resets.ANSWER_WITHIN), pytest.raises(NotNow):
        resets.approve(reset_id=row.pk, knows_them=True, by=LEAD)
    way = resets.approve(reset_id=row.pk, knows_them=True, by=LEAD)
    with clock.stopped(factories.TUESDAY + rules_resets.WAY_OPEN_FOR):
        with refused(NotValid, "way_wrong"):
            resets.use(username="inspector", code=way, password=NEW, by=NOBODY)
        assert queries_accounts.open_reset(account(HOLDER).pk) is None
        assert asked().pk != row.pk
    assert AccountReset.objects.get(pk=row.pk).state == rules_resets.EXPIRED


def test_a_weak_password_does_not_spend_the_way_in_and_every_wrong_try_answers_alike() -> None:
    _reset, way = approved()
    with refused(NotValid, "password_weak"):
        resets.use(username="inspector", code=way, password="short", by=NOBODY)
    pages = [
        Client(headers={"accept-language": "en"}).post("/account/way-back/", typed(**one)).context["error"]
        for one in ({"way": "wrong"}, {"way": way, "username": "nobody-here"}, {"way": ""}, {"way": "x" * 300})
    ]
    assert len(set(pages)) == 1
    assert "not the same" in body(
        Client(headers={"accept-language": "en"}).post("/account/way-back/", typed(way, again="x")), 422
    )
    assert resets.use(username="inspector", code=way, password=NEW, by=NOBODY)


def test_whoever_comes_back_has_a_password_of_their_own_even_if_the_first_one_was_left_too_long() -> None:
    """Planted fault: `resets.use` that leaves the moment at which the first password was handed out."""
    Account.objects.filter(username="inspector").update(password_handed_at=clock.now() - timedelta(days=30))
    _reset, way = approved()
    assert Client().post("/account/way-back/", typed(way)).status_code == 200
    assert Account.objects.get(username="inspector").password_handed_at is None


def test_guesses_and_requests_are_limited() -> None:
    """Planted fault: `way_back` without `throttle.failed`."""
    _reset, way = approved()
    for _ in range(5):
        Client().post("/account/way-back/", typed("guess"))
    assert Client().post("/account/way-back/", typed(way)).status_code == 422
    assert AuditEvent.objects.filter(code="sign_in_limit").exists()
    others = [one for one in cast.WORKERS.values() if one not in (HOLDER, cast.OPERATOR)]
    for one in others[: rules_resets.AT_MOST - 1]:
        asked(holder=one)
    with refused(NotNow, "reset_limit"):
        asked(holder=others[rules_resets.AT_MOST])
    with clock.stopped(factories.TUESDAY + timedelta(hours=1, minutes=1)):
        asked(holder=others[rules_resets.AT_MOST])


def test_the_holder_who_lost_nothing_stops_it(sit: Sit) -> None:
    row = asked()
    client = sit(HOLDER)
    assert "I lost nothing" in body(client.get("/account/ways-in/"))
    assert client.post("/account/ways-in/reset/").status_code == 302
    assert AccountReset.objects.get(pk=row.pk).state == rules_resets.STOPPED
    assert client.post("/account/ways-in/reset/").status_code == 404
    with pytest.raises(NotNow):
        resets.approve(reset_id=row.pk, knows_them=True, by=LEAD)


def test_one_reset_at_a_time_and_a_reason_is_chosen(sit: Sit) -> None:
    client = sit(LEAD)
    where = f"/staff/{HOLDER.account_id}/reset/"
    assert "Say what was lost" in body(client.post(where, {"reason": "strange"}), 422)
    assert client.post(where, {"reason": "telephone_lost"}).status_code == 302
    body(client.post(where, {"reason": "telephone_lost"}), 409)
    assert "Waiting for a second person" in body(sit(OFFICER).get("/staff/"))
    assert "inspector" not in body(sit(cast.SHELTER_LEAD).get("/staff/"))


def test_an_account_that_cannot_be_let_back_in_says_why_instead_of_asking_what_was_lost(sit: Sit) -> None:
    client = sit(LEAD)
    page, where = f"/staff/{HOLDER.account_id}/", f"/staff/{HOLDER.account_id}/reset/"
    assert "What was lost?" in body(client.get(page))
    Account.objects.filter(pk=HOLDER.account_id).update(is_active=False)
    for shown in (body(client.get(page)), body(client.post(where, {"reason": "telephone_lost"}), 409)):
        assert "This account is closed" in shown
        assert "What was lost?" not in shown
    assert "This account is closed" in body(client.get("/staff/"))
    Account.objects.filter(pk=HOLDER.account_id).update(is_active=True)
    assert "This account is closed" not in body(client.get("/staff/"))
    Membership.objects.filter(account_id=HOLDER.account_id).delete()
    shown = body(sit(cast.OPERATOR).get(page))
    assert "sits at no desk today" in shown
    assert "What was lost?" not in shown
    assert not AccountReset.objects.exists()
