"""Somebody found abroad who comes: the sheet, its words, and the second wall of PostgreSQL around both.

The desk abroad puts words in and reads none back; whoever enforces, judges or speaks for a State reads no sheet that
came to its desk.
"""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether, Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
KEPT_OUT_KINDS = (
    "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state', 'consular_service')"
)
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)
# Before it is taken a sheet is of the desk that it came to; afterwards of the one that holds the file.
HELD = f"(case_id IS NULL AND to_desk_id = {DESK} OR himaya_holds(case_id))"
SEES = f"from_desk_id = {DESK} OR ({READS} AND {HELD} AND {NO_POLICE})"
OF_SHEET = f"EXISTS (SELECT 1 FROM inbound_sheet s WHERE s.id = sheet_id AND s.from_desk_id = {DESK})"
# Per table: who sees a row, who puts one in, who changes one. Words go with the answer, by the verbs alone.
POLICIES = {
    "inbound_sheet": (SEES, f"from_desk_id = {DESK}", SEES),
    "inbound_words": ("false", OF_SHEET, "false"),
}


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, puts, changes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {puts})",
            "UPDATE": f"USING ({EVERYTHING} OR {changes}) WITH CHECK ({EVERYTHING} OR {changes})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0016_arrival_first_contact"), ("institutions", "0007_qualifications")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="InboundSheet",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reference", models.CharField(max_length=9, unique=True)),
                        ("instance_id", models.UUIDField(unique=True)),
                        ("state", models.CharField(default="sent", max_length=16)),
                        ("age_group", models.CharField(max_length=16)),
                        ("language", models.CharField(max_length=8)),
                        ("arrives_on", models.DateField(null=True)),
                        ("sent_by", models.UUIDField()),
                        ("sent_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("taken_back_at", models.DateTimeField(null=True)),
                        ("decline_reason", models.CharField(blank=True, max_length=48)),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "from_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                        (
                            "to_desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.desk"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "inbound_sheet",
                        "indexes": [models.Index(fields=["to_desk", "state"], name="inbound_to_a_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("sent", "expected", "declined", "lapsed", "taken_back", "met", "elsewhere"),
                                    )
                                ),
                                name="inbound_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("age_group__in", ("adult", "maybe_child", "child"))),
                                name="inbound_age_was_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("from_desk", models.F("to_desk")), _negated=True),
                                name="inbound_goes_to_another_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ("sent", "declined", "lapsed", "taken_back")), _negated=True
                                    ),
                                    ("case__isnull", True),
                                    _connector="OR",
                                ),
                                name="inbound_has_no_case_before_it_is_taken",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InboundWords",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("subject_id", models.UUIDField(unique=True)),
                        ("words", himaya.kernel.sealed.SealedField(json_value=True, key="note")),
                        (
                            "sheet",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.inboundsheet",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "inbound_words",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words__isnull", False)), name="inbound_words_say_something"
                            )
                        ],
                    },
                ),
            ]
        ),
        Guard(secure),
    ]
