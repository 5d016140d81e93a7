"""What was handed out is shown to an officer of the institution too, who reads the register of it, and nothing else."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

NEAR_BY = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'institution')"
OVERSEES = "(SELECT position('oversees' in coalesce(current_setting('himaya.may', true), '')) > 0)"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
OF_HOUSE = f"EXISTS (SELECT 1 FROM desk d WHERE d.id = desk_id AND d.institution_id = {INSTITUTION})"


SEEN_TODAY = """
    SELECT qual FROM pg_policies
    WHERE schemaname = current_schema() AND tablename = 'packet' AND policyname = 'packet_select'
"""


def show(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One policy of reading as before, which says this too; nothing on a database that has no policies.

    A second policy beside it would be a strange one to the look at every start (`ops/role_of_pages.py`).
    """
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute(SEEN_TODAY)
        ((today,),) = cursor.fetchall()
    watched = f"{NEAR_BY} AND {OVERSEES} AND handed > 0 AND {OF_HOUSE} AND himaya_watches(case_id)"
    editor.execute(f"ALTER POLICY packet_select ON packet USING (({today}) OR ({watched}))", params=None)


class Migration(migrations.Migration):
    dependencies = [("packets", "0002_never_edited_and_secured")]

    operations = [
        Guard(show),
    ]
