"""The second wall, alone: raw SQL as the role that answers pages, on PostgreSQL, without a line of our own policy.

Nobody said: 0 rows. Said for one transaction: what the grants open, and nothing of it in the next transaction of the
same connection, whoever comes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Q
from django.test import Client

from himaya.cases import access, policy, queries
from himaya.cases.actions import emergencies, erasures, exclusions, grants, holds, referrals
from himaya.cases.models import Case, CaseFile, Consent, Erasure, Exclusion, Grant, Referral, Submission
from himaya.institutions.models import Account
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, Refusal
from himaya.ops import doctor_store, role_of_pages, store
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, PROVEN
from tests import cast, factories
from tests.races import (
    every_verb_access,
    every_verb_apart,
    every_verb_demands,
    every_verb_exports,
    every_verb_reasonings,
    every_verb_requests,
    every_verb_rights,
)
from tests.races.behind_the_wall import NOTHING, SOUTH, TABLES, alone, page_of, say, seen
from tests.races.every_verb import Staged
from tests.rooms.cases import apart_at_hand as at_hand
from tests.rooms.coordination import at_the_table

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]
APART = ("compartment", "compartment_grant", "compartment_note")
WHOLE = {**NOTHING, **dict.fromkeys(TABLES, 1), "case_grant": 1}


def let_in(case_id: UUID) -> None:
    """Let somebody of another desk see a summary until the evening."""
    grants.give(
        case_id=case_id,
        to=f"account:{SOUTH.account_id}",
        kind="team",
        level="summary",
        sections=(),
        until=clock.today(),
        reason="advice",
        by=cast.LABOUR_LEAD,
    )


def test_what_the_store_shows_is_what_the_grants_open(role: str) -> None:
    case_id = factories.hand_over().case_id
    with alone(role) as link:
        assert seen(link, None) == NOTHING
        assert seen(link, cast.INSPECTOR) == WHOLE
        assert seen(link, None) == NOTHING
        # A person is known to their institution, so that nobody is entered twice; a file is not.
        assert seen(link, SOUTH) == {**NOTHING, "person": 1}
        # The receiver has the referral and what was agreed, and neither file nor person.
        assert seen(link, cast.SHELTER) == {**NOTHING, "referral": 1, "referral_step": 1, "consent": 1}
        # A lead of the same institution sees that it stands and who holds it, and nothing of what was said.
        register = {**NOTHING, "person": 1, "case_file": 1, "case_grant": 1}
        assert seen(link, cast.INSPECTOR_SOUTH) == register
        let_in(case_id)
        assert seen(link, SOUTH) == {**WHOLE, "submission": 0}
        later = (clock.now() + timedelta(days=2)).isoformat()
        assert seen(link, SOUTH, now=later)["case_file"] == 0
        Grant.objects.filter(account_id=SOUTH.account_id).update(expires_at="2000-01-01T00:00:00Z")
        assert seen(link, SOUTH, now="")["case_file"] == 0, "the server's clock, when none is said"


def test_a_conflict_of_interest_stands_above_every_access(role: str) -> None:
    case_id = factories.hand_over().case_id
    assert cast.INSPECTOR.account_id is not None
    exclusions.add(case_id=case_id, account_id=cast.INSPECTOR.account_id, reason="family", by=cast.LABOUR_LEAD)
    with alone(role) as link:
        own = {**NOTHING, "case_exclusion": 1, "case_grant": 1}
        assert seen(link, cast.INSPECTOR) == own, "that they are kept out, and that their desk holds a file"
        assert seen(link, cast.INSPECTOR, beyond="institution")["case_file"] == 0
        with link.transaction():
            say(link, cast.INSPECTOR, beyond="institution")
            assert link.execute("UPDATE case_exclusion SET lifted_at = now()").rowcount == 0
        assert seen(link, cast.LABOUR_LEAD)["case_file"] == 1


def test_nobody_writes_where_they_do_not_see(role: str) -> None:
    factories.hand_over()
    with alone(role) as link:
        for change in ("UPDATE case_file SET state = 'closed'", "DELETE FROM submission"):
            with link.transaction():
                say(link, SOUTH)
                assert link.execute(change).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
            say(link, SOUTH)
            link.execute(
                "INSERT INTO case_grant (id, case_id, desk_id, kind, level, sections, reason, granted_at, expires_at) "
                "SELECT gen_random_uuid(), %s, 'labour-south', 'team', 'full', '[]', '', now(), now() + '1 day'",
                [Case.objects.get().pk],
            )
        for forbidden in ("DELETE FROM audit_event", "DROP POLICY case_file_select ON case_file"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(forbidden)


def test_what_is_kept_apart_is_shown_to_its_desk_and_not_to_the_desk_that_holds_the_case(role: str) -> None:
    """Seen red with a policy of `compartment` that asks the grants of the case."""
    at_hand.written(at_hand.begun(at_hand.referred()))
    with alone(role) as link:
        for who, rows in ((cast.SHELTER, 1), (cast.INSPECTOR, 0), (cast.LABOUR_LEAD, 0), (None, 0)):
            assert set(seen(link, who, tables=APART).values()) == {rows}, who


def test_two_actors_by_turns_on_one_connection_never_see_each_other_s_rows(role: str) -> None:
    """Raw, then through the wall of the web process on its own connection, then with one actor inside a transaction."""
    north = factories.hand_over().case_id
    south = factories.hand_over(by=SOUTH).case_id
    with alone(role) as link:
        for _turn in range(10):
            assert seen(link, cast.INSPECTOR)["case_file"] == 1
            assert seen(link, SOUTH)["case_file"] == 1
            assert seen(link, cast.LAWYER)["case_file"] == 0
            assert seen(link, None) == NOTHING
    turns = ((cast.INSPECTOR, {north}), (SOUTH, {south}), (cast.LAWYER, set()))
    server_process = None
    for turn in range(12):
        actor, theirs = turns[turn % 3]
        with wall.behind(lambda actor=actor: policy.said(actor)):  # type: ignore[misc]
            if turn % 2:
                with transaction.atomic():
                    assert set(Case.objects.values_list("pk", flat=True)) == theirs
                    assert Case.objects.select_for_update().count() == len(theirs)
            assert set(Case.objects.values_list("pk", flat=True)) == theirs
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('himaya.account', true), pg_backend_pid()")
            user, account, process = cursor.fetchone()
        assert (user, account) == (connection.settings_dict["USER"], "")
        assert server_process in (None, process), "one connection"
        server_process = process


def test_a_transaction_that_goes_on_after_a_page_does_not_keep_its_actor(role: str) -> None:
    factories.hand_over()
    with transaction.atomic():
        with wall.behind(lambda: policy.said(cast.LAWYER)):
            assert Case.objects.count() == 0
            with pytest.raises(ImproperlyConfigured), transaction.atomic():
                raise ImproperlyConfigured
            assert Case.objects.count() == 0
        assert Case.objects.count() == 1


def test_a_filter_that_was_forgotten_opens_nothing(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with `behind` taken away: the page of the other desk opens."""
    case_id = factories.hand_over().case_id
    monkeypatch.setattr(policy, "visible_cases", lambda actor: Q())
    monkeypatch.setattr(policy, "not_excluded", lambda actor, case="pk": Q())
    for stranger in (SOUTH, cast.SHELTER, cast.SECRETARY):
        with wall.behind(lambda stranger=stranger: policy.said(stranger)):  # type: ignore[misc]
            assert not queries.shared_cases(stranger).exists()
            with pytest.raises(NotFound), access.open_case(stranger, case_id, purpose="prepare_referral"):
                pass


def test_what_a_verb_sees_beyond_its_actor_ends_with_it(role: str) -> None:
    factories.hand_over()
    with wall.behind(lambda: policy.said(cast.SHELTER)):
        with wall.beyond(wall.EVERYTHING):
            assert Submission.objects.defer("answers", "details").count() == 1
        assert not Submission.objects.exists()
        assert not Exclusion.objects.exists()
        # What travels alone is told beforehand: a cursor of the server.
        assert list(Case.objects.iterator()) == []
    with wall.behind(lambda: policy.said(cast.INSPECTOR)):
        assert len(list(Case.objects.iterator())) == 1


def test_the_role_is_bound_and_the_doctor_says_when_it_is_not(own_role: str) -> None:
    assert role_of_pages.fault() == ""
    role_of_pages.ensure()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {own_role} BYPASSRLS")
    assert "not bound" in role_of_pages.fault()


PLANTED = {
    "ALTER TABLE referral DISABLE ROW LEVEL SECURITY": "referral: row-level security is off",
    "DROP POLICY consent_select ON consent": "consent: the policy consent_select is gone",
    "CREATE POLICY all_of_it ON person USING (true)": "person: a strange policy all_of_it opens it",
    "CREATE POLICY less ON person AS RESTRICTIVE USING (true)": "",
}


@pytest.mark.parametrize(("statement", "said"), PLANTED.items())
def test_a_gap_in_the_wall_is_named_and_nothing_starts_on_it(own_role: str, statement: str, said: str) -> None:
    """Seen red with a look that counts the policies of all tables together, as it was before."""
    assert role_of_pages.unsecured() == ""
    store.check_role_of_pages()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert role_of_pages.unsecured() == said
    assert role_of_pages.fault() == ""
    assert doctor_store.second_wall().state == ("wrong" if said else "ok")
    with pytest.raises(store.CannotStart, match=said) if said else nullcontext():
        store.check_role_of_pages()


def test_every_table_and_every_policy_that_the_migrations_make_is_looked_at(role: str) -> None:
    """Seen red with one table left out of the list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid")
        made = set(cursor.fetchall())
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        on = {table for (table,) in cursor.fetchall()}
    assert on == set(role_of_pages.SECURED)
    assert made == {(table, f"{table}_{kind}") for table in on for kind in role_of_pages.KINDS}


def test_a_case_goes_its_whole_way_behind_the_wall(role: str) -> None:
    """Handed over once and sent again, asked, answered, taken back, opened in an emergency, held, erased by two."""
    at_the_table.people()
    form = uuid4()
    with page_of(cast.INSPECTOR):
        done = factories.hand_over(instance_id=form)
        assert factories.hand_over(instance_id=form) == done
        factories.case_file(done.case_id)
    with page_of(cast.INSPECTOR_SOUTH) as south, pytest.raises(NotFound):
        factories.hand_over(instance_id=form, by=south)
    (sent,) = done.referral_ids
    with page_of(cast.SHELTER) as shelter:
        assert [one.pk for one in queries.inbox(shelter)] == [sent]
        with access.open_referral(shelter, sent, purpose="give_service") as opened:
            assert opened.packet["first_name"]
        referrals.ask(referral_id=sent, question="When?", by=shelter)
    with page_of(cast.INSPECTOR) as inspector:
        referrals.answer(referral_id=sent, text="Today.", by=inspector)
        assert [one.pk for one in queries.sent(inspector)] == [sent]
    with page_of(cast.SHELTER) as shelter:
        referrals.withdraw(referral_id=sent, by=shelter)
    case = Case.objects.get()
    assert [one.word for one in Consent.objects.order_by("number")] == ["given", "withdrawn"]
    with page_of(SOUTH) as south:
        row = emergencies.begin(reference=case.reference, reason="urgent_care", proved_at=clock.now(), by=south)
        with access.open_case(south, case.pk, purpose="give_service") as seen_now:
            assert seen_now.submissions
        emergencies.end(emergency_id=row.pk, by=south)
        with pytest.raises(NotFound), access.open_case(south, case.pk, purpose="give_service"):
            pass
    with page_of(cast.LABOUR_LEAD) as lead:
        assert list(queries.institution_cases(lead)) == [case]
        emergencies.review(emergency_id=row.pk, outcome="justified", by=lead)
    officer = cast.actor("labour-officer", "labour-south", "data_protection_officer")
    with page_of(officer):
        holds.place(case_id=case.pk, ground="court_order", until=clock.today() + timedelta(days=9), by=officer)
        holds.lift(case_id=case.pk, reason="order_ended", by=officer)
    with page_of(cast.INSPECTOR) as inspector:
        asked = erasures.ask(case_id=case.pk, scope="all", ground="person_asked", by=inspector)
    with page_of(officer):
        erasures.confirm(erasure_id=asked, by=officer)
        erasures.settle()
        assert Erasure.objects.get().settled_at is None, "left to the worker, who owns the tables"
    assert not Case.objects.exists()
    assert not Referral.objects.exists()
    assert not CaseFile.objects.exists()
    erasures.settle()
    assert Erasure.objects.get().settled_at is not None


@contextmanager
def never_the_owner(role: str) -> Iterator[None]:
    """Connections of this process as `himaya serve` gives them to the web process."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    options["assume_role"] = role
    try:
        yield
    finally:
        connection.close()
        del options["assume_role"]


def at_a_desk(actor: Actor) -> Client:
    """A browser whose person has shown both factors."""
    client = Client(headers={"accept-language": "en"})
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session.update({FACTORS: FULL_SIGN_IN, DESK: actor.desk_id, PROVEN: clock.now().timestamp()})
    session.save()
    return client


def test_pages_work_on_a_connection_that_was_never_the_owner_s(role: str) -> None:
    done = factories.hand_over()
    case, referral = f"/casework/cases/{done.case_id}/", f"/casework/referrals/{done.referral_ids[0]}/"
    with never_the_owner(role):
        assert not Case.objects.exists(), "nobody said"
        inspector, south, shelter = (at_a_desk(one) for one in (cast.INSPECTOR, cast.INSPECTOR_SOUTH, cast.SHELTER))
        for page in ("/", "/casework/", "/casework/cases/", "/casework/sent/", case, f"{case}files/", f"{case}access/"):
            assert inspector.get(page).status_code == 200
        assert south.get(case).status_code == shelter.get(case).status_code == 404
        assert "Zahra" in shelter.post(referral, {"purpose": "contact_person"}).content.decode()
        assert shelter.post(f"{referral}accept/").status_code == 302
        assert not Referral.objects.exists(), "nothing is left of what was said"
    assert Referral.objects.get().state == "accepted"


def did(deed: Callable[[], Any]) -> bool:
    """Do it behind the wall as the actor it was made for; False when it was refused."""
    given = (*getattr(deed, "args", ()), *getattr(deed, "keywords", {}).values())
    actor = next((one for one in given if isinstance(one, Actor) and one.is_known), None)
    try:
        with page_of(actor) if actor is not None else nullcontext():
            deed()
    except Refusal:
        return False
    return True


DEEDS = [
    *every_verb_access.races.staged,
    *every_verb_apart.races.staged,
    *every_verb_demands.races.staged,
    *every_verb_exports.races.staged,
    *every_verb_requests.races.staged,
    *every_verb_reasonings.races.staged,
    *every_verb_rights.races.staged,
]


@pytest.mark.parametrize("staged", DEEDS, ids=lambda one: f"{one.verb}-{one.stage.__name__}")
def test_each_verb_of_accesses_and_demands_works_as_its_actor(role: str, staged: Staged) -> None:
    with clock.stopped(staged.at):
        at_the_table.people()
        race = staged.stage()
        done = sum(did(deed) for deed in race.deeds)
        assert done == race.succeed
        assert race.holds()
