"""What a statement that came in by a page may write: it adds where it may, and rewrites no history."""

import psycopg
import pytest

from himaya.cases import policy
from himaya.cases.models import Case, Exclusion
from himaya.disclosures import policy_exports
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.kernel import clock, wall
from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say, seen
from tests.races.every_verb_exports import a_file
from tests.rooms.legal.exporting import asked
from tests.rooms.legal.registering import OFFICER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]


@pytest.mark.parametrize(
    "forbidden",
    [
        "UPDATE role_change SET given = '[]'",
        "DELETE FROM role_change",
        "DELETE FROM audit_checkpoint",
        "INSERT INTO audit_checkpoint (first, count) VALUES (1, 1)",
        "INSERT INTO audit_event (id, at, action, actor_kind) VALUES (9223372036854775807, now(), 'x', 'account')",
        "INSERT INTO audit_subject (id, event_id, subject_id) VALUES (9223372036854775807, 1, gen_random_uuid())",
        "SELECT setval('audit_event_id_seq', 1)",
        "TRUNCATE audit_event CASCADE",
        "TRUNCATE case_file CASCADE",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "ALTER TABLE case_file DISABLE ROW LEVEL SECURITY",
        "SET session_replication_role = replica",
        "COPY account TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_a_statement_that_came_in_by_a_page_rewrites_no_history(role: str, forbidden: str) -> None:
    """Seen red with UPDATE, DELETE and INSERT of whole rows left to the role on the audit and the changes of roles."""
    with alone(role) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(forbidden)


def test_a_line_of_an_agreement_is_added_by_who_may_and_changed_by_nobody(role: str) -> None:
    """The desk that holds the case adds any; the receiver one word about itself, and neither changes one."""
    done = factories.hand_over()
    add = (
        "INSERT INTO consent (id, case_id, number, at, word, basis, source, purpose, recipient_id, data_classes, "
        "language, interpreter, mode, told_first, not_told_reason, assent, guardian, fears, desk_id) VALUES "
        "(gen_random_uuid(), %s, %s, now(), %s, 'consent', '', 'give_service', %s, '[]', '', '', '', true, '', '', '', "
        "'', %s)"
    )
    with alone(role) as link:
        for number, (who, word, to, allowed) in enumerate(
            [
                (cast.INSPECTOR, "given", "lawyers", True),
                (cast.SHELTER, "withdrawn", "shelter", True),
                (cast.SHELTER, "given", "shelter", False),
                (cast.SHELTER, "withdrawn", "lawyers", False),
                (SOUTH, "given", "shelter", False),
            ],
            10,
        ):
            row = [done.case_id, number, word, to, who.desk_id]
            if allowed:
                with link.transaction():
                    say(link, who)
                    assert link.execute(add, row).rowcount == 1
                continue
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
                say(link, who)
                link.execute(add, row)
        assert seen(link, cast.SHELTER, tables=("consent",)) == {"consent": 2}, "not what is agreed with another desk"
        for who in (cast.INSPECTOR, cast.SHELTER):
            with link.transaction():
                say(link, who)
                assert link.execute("UPDATE consent SET word = 'given'").rowcount == 0


def test_which_cases_an_export_holds_is_shown_to_who_made_it_and_goes_only_before_it_left(role: str) -> None:
    """Seen red with SELECT, INSERT and DELETE left open one after the other."""
    a_file()
    asked()
    table = ("data_export_case",)
    with alone(role) as link:
        for who, rows in ((cast.LABOUR_LEAD, 1), (OFFICER, 1), (cast.SHELTER, 0), (cast.LAWYER, 0), (None, 0)):
            assert seen(link, who, tables=table) == {"data_export_case": rows}, who
        more = "INSERT INTO data_export_case (export_id, case_id) SELECT e.id, c.id FROM data_export e, case_file c"
        ExportedCase.objects.all().delete()
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"), link.transaction():
            say(link, SOUTH, beyond="institution")
            link.execute(more)
        with link.transaction():
            say(link, cast.LABOUR_LEAD)
            assert link.execute(more).rowcount == 1
            assert link.execute("UPDATE data_export_case SET id = id + 1").rowcount == 0
        for fetched_times, who, gone in ((0, cast.SHELTER, 0), (1, cast.LABOUR_LEAD, 0), (0, cast.LABOUR_LEAD, 1)):
            DataExport.objects.update(fetched=fetched_times, state="approved", decided_by=OFFICER.account_id)
            with link.transaction():
                say(link, who)
                assert link.execute("DELETE FROM data_export_case").rowcount == gone, who


def test_an_export_stays_hidden_from_whom_a_conflict_of_interest_keeps_from_a_case_in_it(role: str) -> None:
    """Seen red with a policy that hides the rows of such a case too: nothing then tells that it is in the export."""
    a_file()
    asked()
    who = cast.LABOUR_LEAD
    assert who.account_id is not None
    with wall.behind(lambda: policy.said(who)):
        assert DataExport.objects.filter(policy_exports.visible_exports(who)).exists()
    case = Case.objects.get()
    Exclusion.objects.create(
        case=case, account_id=who.account_id, reason="family", excluded_by=case.opened_by, excluded_at=clock.now()
    )
    with wall.behind(lambda: policy.said(who)):
        assert not DataExport.objects.filter(policy_exports.visible_exports(who)).exists()
