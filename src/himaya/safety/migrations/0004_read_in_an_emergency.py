"""A safety plan is read by whoever opened the case in an emergency for that; what was said of a copy of it is not."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
READS = "himaya_holds(case_id) OR himaya_emergency(case_id, 'safety_plan')"


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): as in 0002, and for reading an emergency."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("DROP POLICY safety_plan_select ON safety_plan", params=None)
    editor.execute(
        f"CREATE POLICY safety_plan_select ON safety_plan FOR SELECT USING ({EVERYTHING} OR {READS})", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("safety", "0003_never_called"), ("cases", "0022_opened_in_an_emergency")]

    operations = [
        Guard(secure),
    ]
