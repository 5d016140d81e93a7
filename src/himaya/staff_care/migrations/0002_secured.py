"""Row-level security (ADR 23): what is one's own shows to that account alone, also to no lead; a desk's to the desk."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
OWN, OF_DESK = f"account_id = {ACCOUNT}", f"({READS} AND desk_id = {DESK})"
# Per table: who sees a row, who puts one in or changes it. Who is above a cap only the clock notes, as the owner.
POLICIES = {"own_care": (OWN, OWN), "desk_care": (OF_DESK, OF_DESK), "above_cap": (OF_DESK, "false")}


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, writes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {writes})",
            "UPDATE": f"USING ({EVERYTHING} OR {writes}) WITH CHECK ({EVERYTHING} OR {writes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("staff_care", "0001_care"), ("cases", "0008_row_security")]

    operations = [Guard(secure)]
