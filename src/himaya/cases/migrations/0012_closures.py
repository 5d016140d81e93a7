"""A ledger of closing a file and opening it again; what was closed before gets its line."""
# Conditions are put together from the words of this file; nothing typed is among them.

from typing import Any

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

import himaya.kernel.ids
import himaya.kernel.sealed

REFUSAL = "a line about the closing of a file is never changed"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"


def mend(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A closed file without its day, if a store has one, is closed as of today: its periods begin now."""
    case = apps.get_model("cases", "Case")
    case.objects.exclude(state="open").filter(closed_on__isnull=True).update(closed_on=timezone.localdate())
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """An erasure deletes lines; nothing changes one."""
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE TRIGGER case_closure_no_UPDATE BEFORE UPDATE ON case_closure "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(
        "CREATE FUNCTION case_closure_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER case_closure_update BEFORE UPDATE ON case_closure FOR EACH ROW "
        "EXECUTE FUNCTION case_closure_refuse()"
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security: the desk that holds the file adds lines; those who watch over it see them."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS} OR {WATCHES})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS} AND desk_id = {DESK})",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE case_closure ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(f"CREATE POLICY case_closure_{kind.lower()} ON case_closure FOR {kind} {condition}", params=None)


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Until now only an erasure of an identity closed files."""
    closure: Any = apps.get_model("cases", "Closure")
    for case in apps.get_model("cases", "Case").objects.exclude(state="open").iterator():
        closure.objects.create(
            person_id=case.person_id,
            case=case,
            number=1,
            word="closed",
            on=case.closed_on,
            desk_id=case.desk_id,
            reason=case.close_reason or "identity_erased",
        )
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_kept_from_the_person"),
        ("institutions", "0008_passwords_handed_out"),
        ("persons", "0003_anonymous_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("word", models.CharField(max_length=8)),
                ("on", models.DateField()),
                ("role", models.CharField(blank=True, max_length=32)),
                ("reason", models.CharField(max_length=48)),
                ("tries", models.PositiveSmallIntegerField(null=True)),
                ("left_running", models.PositiveSmallIntegerField(default=0)),
                ("written_by", models.UUIDField(null=True)),
                ("outcomes", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
            ],
            options={
                "db_table": "case_closure",
            },
        ),
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("close_reason", ""), ("closed_on__isnull", True), ("state", "open")),
                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="a_closed_file_has_its_day",
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="closure",
            name="desk",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="one_closure_per_number"),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        django.db.models.lookups.Exact(
                            django.db.models.expressions.CombinedExpression(models.F("number"), "%%", models.Value(2)),
                            1,
                        ),
                        ("word", "closed"),
                    ),
                    models.Q(
                        django.db.models.lookups.Exact(
                            django.db.models.expressions.CombinedExpression(models.F("number"), "%%", models.Value(2)),
                            0,
                        ),
                        ("word", "reopened"),
                    ),
                    _connector="OR",
                ),
                name="closed_and_opened_in_turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="closure_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word", "closed"),
                    models.Q(("left_running", 0), ("outcomes__isnull", True), ("tries__isnull", True)),
                    _connector="OR",
                ),
                name="only_a_closing_has_outcomes",
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RunPython(secure, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
