"""The role as which pages are answered on PostgreSQL: it owns nothing, and row-level security binds it (ADR 23)."""

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from himaya.institutions.models import RoleChange
from himaya.kernel.models import AuditCheckpoint, AuditEvent, AuditSubject

FUNCTIONS = (
    "himaya_emergency(uuid, text)",
    "himaya_holds(uuid)",
    "himaya_watches(uuid)",
    "himaya_kept_from(uuid)",
    "himaya_opens_apart(uuid)",
    "himaya_keeps_apart(uuid)",
    "himaya_calls(uuid)",
    "himaya_seated(uuid, text)",
    "himaya_hears(uuid)",
    "himaya_knows_interviews(uuid)",
    "himaya_works_with(uuid)",
)

# Every table that a migration put behind the wall, each with one policy for each kind of statement.
SECURED = (
    "case_file",
    "submission",
    "case_attachment",
    "consent",
    "referral",
    "referral_step",
    "person",
    "case_grant",
    "case_exclusion",
    "case_emergency",
    "case_closure",
    "compartment",
    "compartment_grant",
    "compartment_note",
    "sharing_exception",
    "withdrawal_notice",
    "partner_link",
    "case_handover",
    "case_arrival",
    "case_known_as",
    "inbound_sheet",
    "inbound_words",
    "data_export_case",
    "conference",
    "conference_saying",
    "conference_seat",
    "conference_attendance",
    "conference_item",
    "conference_hearer",
    "conference_heard",
    "conference_action",
    "conference_minutes",
    "first_days",
    "plan_goal",
    "plan_line",
    "plan_step",
    "plan_talk",
    "task",
    "task_step",
    "right_facts",
    "right_step",
    "reason_line",
    "held_copy",
    "determination_request",
    "determination_counsel",
    "determination_decision",
    "determination_panel",
    "determination_telling",
    "determination_period",
    "determination_note",
    "interview",
    "interview_telling",
    "interview_interpreter",
    "interview_preparation",
    "interview_agreement",
    "interview_sitting",
    "interview_moment",
    "interview_draft",
    "interview_draft_key",
    "interview_draft_earlier",
    "interview_event",
    "interview_fact",
    "interview_note",
    "attestation",
    "contact_rules",
    "safety_plan",
    "safety_copy",
    "linked_event",
    "linked_event_file",
    "child_carer",
    "health_offer",
    "crisis_round",
    "crisis_act",
    "participant",
    "participant_import",
    "packet",
    "packet_step",
    "voluntary_return",
    "return_line",
    "suspect_register",
    "suspect_access",
    "suspect",
    "health_entry",
    "care_step",
    "clinician_letter",
    "scale_load",
    "risk_assessment",
    "risk_line",
    "risk_own_rating",
    "risk_first_look",
    "risk_discussion",
    "risk_event",
    "risk_measure",
    "own_care",
    "desk_care",
    "above_cap",
    "duplicate_search",
    "duplicate_pair",
    "same_person",
    "protocol_party",
    "enquiry",
    "enquiry_told",
    "enquiry_answer",
)
KINDS = ("select", "insert", "update", "delete")
MEND = (
    "Run `himaya migrate`. If that does not mend it, somebody took it away: find out who. Then, as the owner of the "
    "tables: ALTER TABLE … ENABLE ROW LEVEL SECURITY; DROP POLICY for a strange one; CREATE POLICY for one that is "
    "gone, as `pg_dump --section=post-data` of a new and migrated database shows it"
)


class CannotMake(Exception):
    """The message says what the administrator of the server has to do once."""


def ensure() -> None:
    """Make the role where it is absent, let this account work as it, and give it the tables. Raises CannotMake.

    Repeating it changes nothing; after a migration or a restore it gives what is new. Nothing on SQLite.
    """
    name = settings.HIMAYA_DATABASE_ROLE
    if connection.vendor != "postgresql" or not name:
        return
    role = connection.ops.quote_name(name)
    _make(name, role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for function in FUNCTIONS:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {role}")
        for model in (AuditEvent, AuditSubject, RoleChange):
            _only_adds(cursor, model, role)
        # The worker seals; a page never does.
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {_quoted(AuditCheckpoint._meta.db_table)} FROM {role}")


def _only_adds(cursor: CursorWrapper, model: type[Model], role: str) -> None:
    """Rows are added, under numbers that the database gives: none is put in under a number of somebody's choice."""
    table = _quoted(model._meta.db_table)
    columns = ", ".join(_quoted(one.attname) for one in model._meta.concrete_fields if not one.primary_key)
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {role}")
    cursor.execute(f"GRANT INSERT ({columns}) ON {table} TO {role}")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _make(name: str, role: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
            cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [name])
            (member,) = cursor.fetchone()
            if not member:
                cursor.execute(f"GRANT {role} TO CURRENT_USER")
    except DatabaseError:
        if not _is_ours(name):
            raise CannotMake(
                f"The role {name}, as which pages are answered, is not there, and this account may not make it. Let "
                f"the server's administrator run once: CREATE ROLE {name} NOLOGIN; GRANT {name} TO the account of "
                "HIMAYA_DATABASE; then run `himaya migrate` again."
            ) from None


def _is_ours(name: str) -> bool:
    """True when somebody else has just made it, or the administrator has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [name],
        )
        found = cursor.fetchone()
    return found is not None and found[0]


def fault() -> str:
    """What keeps pages from being answered behind the wall; empty when nothing does, and on SQLite."""
    name = settings.HIMAYA_DATABASE_ROLE
    if connection.vendor != "postgresql":
        return ""
    if not _is_ours(name):
        return f"the role {name} is absent, or this account may not work as it"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name])
        (unbound,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND pg_has_role(%s, c.relowner, 'USAGE')",
            [name],
        )
        (owned,) = cursor.fetchone()
    return f"the role {name} is not bound by row-level security" if unbound or owned else ""


def unsecured() -> str:
    """Which tables show more than their migrations made them show; empty when none does, and on SQLite.

    FORCE is not looked for: the owner, who migrates, backs up and works off the outbox, is not to be bound (ADR 23).
    """
    if connection.vendor != "postgresql":
        return ""
    found: dict[str, tuple[bool, dict[str, bool]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, p.polname, p.polpermissive FROM pg_class c "
            "LEFT JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)",
            [list(SECURED)],
        )
        for table, on, policy, opens in cursor.fetchall():
            found.setdefault(table, (on, {}))[1].update({policy: opens} if policy else {})
    return "; ".join(said for table in SECURED if (said := _shown_more(table, *found.get(table, (False, {})))))


def _shown_more(table: str, on: bool, policies: dict[str, bool]) -> str:
    made = {f"{table}_{kind}" for kind in KINDS}
    faults = [] if on else ["row-level security is off"]
    faults += [f"the policy {one} is gone" for one in sorted(made - set(policies))]
    # One that opens shows its rows beside what all others show; one that narrows does no harm.
    faults += [f"a strange policy {one} opens it" for one in sorted(set(policies) - made) if policies[one]]
    return f"{table}: {', '.join(faults)}" if faults else ""
