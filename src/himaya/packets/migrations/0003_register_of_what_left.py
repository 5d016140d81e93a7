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


def show(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Beside the policy of the desk that holds the case; nothing on a database that has no policies."""
    if editor.connection.vendor != "postgresql":
        return
    watched = f"{NEAR_BY} AND {OVERSEES} AND handed > 0 AND {OF_HOUSE} AND himaya_watches(case_id)"
    editor.execute(f"CREATE POLICY packet_register ON packet FOR SELECT USING ({watched})", params=None)


class Migration(migrations.Migration):
    dependencies = [("packets", "0002_never_edited_and_secured")]

    operations = [
        Guard(show),
    ]
