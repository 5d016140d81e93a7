"""Each case that stood before the table of grants is held by its desk: without a row nobody would see it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

BATCH = 2000


def hold(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """One access without an end per case, for the desk that holds it."""
    case, grant = apps.get_model("cases", "Case"), apps.get_model("cases", "Grant")
    held = grant.objects.filter(expires_at=None).values("case_id")
    rows = case.objects.exclude(pk__in=held).values_list("pk", "desk_id", "opened_by")
    now = timezone.now()
    made = (
        grant(
            case_id=pk,
            desk_id=desk,
            kind="team",
            level="full",
            sections=["identity", "story"],
            granted_by=opened_by,
            granted_at=now,
        )
        for pk, desk, opened_by in rows.iterator(BATCH)
    )
    grant.objects.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_grants")]
    operations = [migrations.RunPython(hold, migrations.RunPython.noop)]
