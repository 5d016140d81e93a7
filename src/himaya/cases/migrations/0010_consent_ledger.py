"""Agreements become a ledger: each withdrawal a line of its own, and no line is ever changed (ADR 28)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "a line about an agreement is never changed"


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
# The desk that holds the case writes every word; a desk that something was sent to, that the person took it back there.
PUTS = f"himaya_holds(case_id) OR {READS} AND desk_id = {DESK} AND recipient_id = {DESK} AND word = 'withdrawn'"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes lines; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER consent_no_UPDATE BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION consent_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER consent_update BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION consent_refuse()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security on what is now a ledger; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP POLICY consent_insert ON consent")
    editor.execute("DROP POLICY consent_update ON consent")
    editor.execute(f"CREATE POLICY consent_insert ON consent FOR INSERT WITH CHECK ({EVERYTHING} OR {PUTS})")
    editor.execute("CREATE POLICY consent_update ON consent FOR UPDATE USING (false)")


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_compartments"), ("institutions", "0001_initial")]
    operations = [
        Guard(keep),
        Guard(secure),
    ]
