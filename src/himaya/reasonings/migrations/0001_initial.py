"""The reasoning of a case: lines, one after the other."""

import django.db.models.deletion
from django.db import migrations, models

import himaya.kernel.ids
import himaya.kernel.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReasonLine",
            fields=[
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                ("added_by", models.UUIDField()),
                ("codes", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
            ],
            options={
                "db_table": "reason_line",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="one_reason_line_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("fact", "place", "qualifier", "form", "alternative", "flag", "signs", "back"))
                        ),
                        name="reason_line_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("codes__isnull", False)), name="a_reason_line_says_something"
                    ),
                ],
            },
        ),
    ]
