"""Certificates that go on from another, modules brought to a release; what a certificate says is written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
from himaya.kernel.together import Guard

REFUSAL = "a certificate is written once"
FIXED = ("enrolment_id", "track", "hours", "issued_on", "expires_on", "issued_by_id", "language")


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Beside code and serial nothing that a certificate says is changed: it is taken back, and another is made."""
    changed = " OR ".join(f"OLD.{one} <> NEW.{one}" for one in FIXED)
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER certificate_once BEFORE UPDATE ON certificate FOR EACH ROW WHEN {changed} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION certificate_once() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        params=None,
    )
    editor.execute(
        f"CREATE TRIGGER certificate_once BEFORE UPDATE ON certificate FOR EACH ROW WHEN ({changed}) "
        "EXECUTE FUNCTION certificate_once()"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0008_rounds"),
        ("coordination", "0013_what_was_counted_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="certificate",
            name="renews",
            # Not unique by itself: SQLite would make the table anew, without its triggers. A partial index binds it.
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="training.certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("renews__isnull", False)),
                fields=("renews",),
                name="a_certificate_is_renewed_once",
            ),
        ),
        migrations.CreateModel(
            name="CourseRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("module", models.CharField(max_length=16)),
                ("noted_on", models.DateField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="coordination.release"
                    ),
                ),
            ],
            options={
                "db_table": "course_revision",
                "constraints": [models.UniqueConstraint(fields=("release", "module"), name="a_module_is_revised_once")],
            },
        ),
        Guard(keep),
    ]
