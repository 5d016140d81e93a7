"""Several desks for one need, one-time links, cases handed over: columns, tables, and the second wall on PostgreSQL."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
# A conflict of interest stands above everything.
FREE = f"""NOT EXISTS (
    SELECT 1 FROM case_exclusion x WHERE x.case_id = {{case}} AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
TOLD = f"""EXISTS (
    SELECT 1 FROM case_grant g
    WHERE g.case_id = case_arrival.case_id AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
    AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}))
    AND g.level = 'full' AND g.sections @> '["story"]'
)"""
HOLDS = "himaya_holds(case_id)"
# The policy of a referral says who sees it; whoever does, sees and ends its links.
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
OF_SENDER = f"EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id AND r.from_desk_id = {DESK})"
BETWEEN = f"({READS} AND (to_desk_id = {DESK} OR from_desk_id = {DESK}) OR {HOLDS})"
OFFERED = f"{BETWEEN} AND {FREE.format(case='case_handover.case_id')}"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure only.
POLICIES = {
    "partner_link": (OF_REFERRAL, OF_SENDER, OF_REFERRAL),
    "case_handover": (OFFERED, f"{HOLDS} AND from_desk_id = {DESK}", OFFERED),
    "case_arrival": (f"{READS} AND {TOLD} AND {FREE.format(case='case_arrival.case_id')}", HOLDS, HOLDS),
}


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, puts, changes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {puts})",
            "UPDATE": f"USING ({EVERYTHING} OR {changes}) WITH CHECK ({EVERYTHING} OR {changes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_consents_whole"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        Guard(secure),
    ]
