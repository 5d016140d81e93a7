"""Agreements made whole: of a child, before a consulate, without agreement; and word that one ended (ADR 31)."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.
# Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a line about an agreement is never changed"


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
NEAR = "(SELECT position('near' in coalesce(current_setting('himaya.may', true), '')) > 0)"
INSTITUTION = said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x
    WHERE x.case_id = withdrawal_notice.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"
# A desk that was told sees and acknowledges its own notice, below every conflict of interest: as its referral.
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
TOLD = f"{READS} AND desk_id = {DESK} AND {OF_REFERRAL}"
# An institution that had a file of records: its leads and counsel.
HOUSE = f"{READS} AND {NEAR} AND institution_id = {INSTITUTION} AND NOT {KEPT_OUT}"
# Per table: who sees a row, who puts one in, who changes one. Rows go in an erasure.
POLICIES = {
    "sharing_exception": (f"{HOLDS} OR {WATCHES}", HOLDS, HOLDS),
    "withdrawal_notice": (f"{HOLDS} OR {WATCHES} OR {TOLD} OR {HOUSE}", f"{HOLDS} OR {TOLD}", f"{TOLD} OR {HOUSE}"),
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """On SQLite the table was made anew with its columns, and lost what kept its lines from being changed."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS consent_no_UPDATE")
        editor.execute(
            f"CREATE TRIGGER consent_no_UPDATE BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


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
    dependencies = [("cases", "0012_closures"), ("institutions", "0006_role_changes_stay")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
