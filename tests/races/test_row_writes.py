"""What a statement that came in by a page may write: it adds where it may, and rewrites no history."""

import psycopg
import pytest

from tests import cast, factories
from tests.races.behind_the_wall import SOUTH, alone, say, seen

pytestmark = [pytest.mark.deep, pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]


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
        "language, interpreter, mode, told_first, not_told_reason, desk_id) VALUES (gen_random_uuid(), %s, %s, now(), "
        "%s, 'consent', '', 'give_service', %s, '[]', '', '', '', true, '', %s)"
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
