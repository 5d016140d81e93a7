"""On PostgreSQL the store itself shows which cases an export holds only to the institution that made it (ADR 23)."""
# Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

TABLE = "data_export_case"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
OF_EXPORT = "EXISTS (SELECT 1 FROM data_export e WHERE e.id = export_id AND {})"
# Not below a conflict of interest: by these rows an export is kept from whoever is kept from a case in it. Whoever
# answers the person of a case tells of every export that took it, whoever made it.
SEES = f"{OF_EXPORT.format(f'e.institution_id = {INSTITUTION}')} OR himaya_holds(case_id) OR himaya_watches(case_id)"
PUTS = f"{OF_EXPORT.format(f'e.desk_id = {DESK}')} AND himaya_holds(case_id)"
# What never left is forgotten by who refuses it or takes it back; what left stays until an erasure.
FORGETS = OF_EXPORT.format(f"e.institution_id = {INSTITUTION} AND e.fetched = 0")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {SEES})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {PUTS})",
        "UPDATE": "USING (false)",
        "DELETE": f"USING ({EVERYTHING} OR {FORGETS})",
    }
    editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY {TABLE}_{kind.lower()} ON {TABLE} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0001_initial"), ("cases", "0008_row_security")]
    operations = [
        Guard(secure),
    ]
