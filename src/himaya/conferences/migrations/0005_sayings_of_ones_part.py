"""A desk that sits is shown what the person said of its own parts, and nothing else that was written of them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
# No part is named where the person was told, comes or sends words: `himaya_seated` would take that for any part.
SEES = "himaya_calls(conference_id) OR part <> '' AND himaya_seated(conference_id, part)"


def narrow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        f"ALTER POLICY conference_saying_select ON conference_saying USING ({EVERYTHING} OR {SEES})", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_second_wall")]
    operations = [Guard(narrow)]
