"""On PostgreSQL, the store itself shows a role that does not own it only what the table of grants opens (ADR 20).

Who acts is said per transaction, `set_config('himaya.account', …, true)`: what was not said sees nothing. The owner, who
migrates, backs up and works off the outbox, is not bound by it.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Said per transaction; empty when nobody said anything, and then nothing below is true.
ACCOUNT = "nullif(current_setting('himaya.account', true), '')::uuid"
DESK = "nullif(current_setting('himaya.desk', true), '')"
INSTITUTION = "nullif(current_setting('himaya.institution', true), '')"
READS = "coalesce(current_setting('himaya.reads_cases', true), '') = 'yes'"
MINE = f"(g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))"
IN_FORCE = "g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now())"
KEPT_OUT = f"EXISTS (SELECT 1 FROM case_exclusion x WHERE x.case_id = {{case}} AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL)"
OPEN = f"EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = {{case}} AND {IN_FORCE} AND {MINE})"
TOLD = f"EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = {{case}} AND {IN_FORCE} AND {MINE} AND g.level = 'full' AND g.sections ? 'story')"


def rule(condition: str, case: str) -> str:
    """A condition for whoever reads cases, below every conflict of interest."""
    return f"{READS} AND {condition.format(case=case)} AND NOT {KEPT_OUT.format(case=case)}"


POLICIES = {
    "case_file": rule(OPEN, "case_file.id"),
    "submission": rule(TOLD, "submission.case_id"),
    "consent": rule(OPEN, "consent.case_id"),
    "referral": rule(f"(to_desk_id = {DESK} OR from_desk_id = {DESK} OR {OPEN})", "referral.case_id"),
    # A row of the register itself: one's own, and those of a case that one's desk holds.
    "case_grant": f"{READS} AND (desk_id = {DESK} OR account_id = {ACCOUNT})",
    "case_exclusion": f"account_id = {ACCOUNT}",
}


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security on the tables of cases; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, condition in POLICIES.items():
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY {table}_by_grant ON {table} USING ({condition})")


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_who_holds_a_case")]
    operations = [migrations.RunPython(secure, migrations.RunPython.noop)]
