"""What became of each offer of a health consultation: never edited, and behind the second wall on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
from himaya.kernel.together import Guard

REFUSAL = "what became of an offer of care is never edited"
TABLE = "health_offer"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes rows; nothing changes one."""
    does = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if editor.connection.vendor == "postgresql":
        does = "EXECUTE FUNCTION health_offer_refuse()"
        editor.execute(
            "CREATE FUNCTION health_offer_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    editor.execute(f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW {does}")


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security: the desk that holds the case; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR ({HOLDS} AND desk_id = {DESK}))",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY {TABLE}_{kind.lower()} ON {TABLE} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_never_edited_and_secured"),
        ("cases", "0009_compartments"),
        ("institutions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HealthOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("instance_id", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("said", models.CharField(max_length=16)),
                ("role", models.CharField(max_length=32)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                    ),
                ),
            ],
            options={
                "db_table": "health_offer",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="one_health_offer_per_number"),
                    models.UniqueConstraint(fields=("case", "instance_id"), name="one_health_offer_per_form"),
                    models.CheckConstraint(
                        condition=models.Q(("said__in", ("offered", "accepted", "declined", "not_now"))),
                        name="what_was_said_to_an_offer_is_known",
                    ),
                ],
            },
        ),
        Guard(keep),
        Guard(secure),
    ]
