"""Roles that one account never holds together, at one desk or at two, and what a refusal says."""

from itertools import combinations

import pytest
from django.db import DatabaseError, connection, transaction

from himaya.institutions import content
from himaya.institutions.actions import accounts
from himaya.institutions.models import Account, AccountNotice, Membership, RoleChange
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotValid
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X2")]
READS = {"front_line", "interviewer", "case_manager", "desk_lead", "health_professional", "legal_counsel"}
WRITES = {row.id for row in content.load_roles()} - {"auditor"}


def excluded() -> set[frozenset[str]]:
    """The pairs that design/product.md marks, read anew: it is the oracle of the content."""
    pairs = {frozenset(("secretariat", "case_manager")), frozenset(("data_protection_officer", "operator"))}
    pairs |= {frozenset(("auditor", role)) for role in WRITES}
    return pairs | {frozenset(("operator", role)) for role in (*READS, "decision_recorder")}


def test_each_pair_of_the_plan_is_refused_and_the_sentence_names_it() -> None:
    names = {row.id: row.names.as_dict()["fr"] for row in content.load_roles()}
    for one, other in combinations(sorted(names), 2):
        if frozenset((one, other)) not in excluded():
            continue
        with refused(NotValid, "roles_incompatible"):
            accounts.check_roles([one, other], institution_kind="ministry")


def test_two_desks_are_no_way_round_a_pair() -> None:
    """The fault to plant: `sit` without `held`."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        account = Account.objects.get(username="nurse")
        with refused(NotValid, "roles_incompatible"):
            accounts.sit(account=account, desk_id="technical", roles=["operator"], by=SYSTEM)
        with refused(NotValid, "role_closed_here"):
            accounts.sit(account=account, desk_id="police-north", roles=["front_line"], by=SYSTEM)
        accounts.sit(account=account, desk_id="lawyers", roles=["front_line"], by=SYSTEM)
        assert Membership.objects.filter(account=account).count() == 2


def test_what_ended_is_held_no_longer() -> None:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        account = Account.objects.get(username="nurse")
        Membership.objects.filter(account=account).update(valid_from="2026-01-01", valid_to="2026-11-01")
        accounts.sit(account=account, desk_id="technical", roles=["operator"], by=SYSTEM)
        assert Membership.objects.filter(account=account, roles=["operator"]).exists()


@pytest.mark.parametrize("roles", [[], ["strange"], ["front_line", "strange"]])
def test_a_role_is_of_the_list(roles: list[str]) -> None:
    with refused(NotValid, "role_unknown"):
        accounts.check_roles(roles, institution_kind="ngo")


def test_whoever_runs_the_machine_gives_no_seat_in_silence() -> None:
    """Planted fault: `sit` that writes a membership alone makes a lead of whom no officer ever hears."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        officer = accounts.add(
            username="labour-officer",
            password=None,
            desk_id="labour-south",
            roles=["data_protection_officer"],
            language="fr",
            by=SYSTEM,
        )
        assert not AccountNotice.objects.exists(), "nobody is told of their own beginning"
        new = accounts.add(
            username="nobody-asked",
            password=None,
            desk_id="labour-north",
            roles=["desk_lead"],
            language="fr",
            by=SYSTEM,
        )
        told = AccountNotice.objects.get()
        assert (told.account_id, told.kind) == (officer.pk, "roles_changed_here")
        change = RoleChange.objects.get(account=new)
        assert (change.given, change.taken, change.by_id, change.desk_id) == (["desk_lead"], [], None, "labour-north")


@pytest.mark.parametrize("statement", ["UPDATE role_change SET given = '[]'", "DELETE FROM role_change"])
def test_what_was_changed_of_a_role_is_altered_and_removed_by_nobody(statement: str) -> None:
    """As the owner of the tables. Seen red without the migration."""
    with clock.stopped(factories.TUESDAY):
        cast.play()
        accounts.add(
            username="new", password=None, desk_id="labour-north", roles=["desk_lead"], language="fr", by=SYSTEM
        )
    before = list(RoleChange.objects.values_list("pk", "given"))
    assert before
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(RoleChange.objects.values_list("pk", "given")) == before
