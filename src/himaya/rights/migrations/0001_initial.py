"""What is known of a person for their rights, and each step of a right: added, never changed, and behind the wall."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import himaya.kernel.ids
import himaya.kernel.sealed
from himaya.kernel.together import CreateTogether, Guard

REFUSAL = "what was written of a right is never changed"
# Per table: what never changes. Words are emptied by an erasure, and by nothing else.
KEPT = {
    "right_facts": "id revision person_id case_id number noted_on noted_by desk_id answers",
    "right_step": (
        "id revision person_id case_id number right at word state on language where_id reason due_on due_for "
        "due_source desk_id done_by"
    ),
}
TABLES = tuple(KEPT)
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
HOLDS = "himaya_holds(case_id)"


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes a row; its words can only become empty."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION right_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for table, columns in KEPT.items():
        named = ", ".join(f'"{one}"' for one in columns.split())
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {named} ON {table}")
    _refuse(editor, "right_step_words", "UPDATE OF words ON right_step", "WHEN (NEW.words IS NOT NULL)")


def _refuse(editor: BaseDatabaseSchemaEditor, name: str, what: str, when: str = "") -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} EXECUTE FUNCTION right_refuse()")


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): only the desk that holds the case; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {HOLDS})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS} AND desk_id = {DESK})",
            "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0010_consent_ledger"),
        ("institutions", "0006_role_changes_stay"),
        ("persons", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="RightFacts",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("noted_on", models.DateField()),
                        ("noted_by", models.UUIDField()),
                        ("answers", himaya.kernel.sealed.SealedField(json_value=True, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
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
                        "db_table": "right_facts",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_set_of_facts_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(("answers__isnull", False)), name="facts_say_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RightStep",
                    fields=[
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "id",
                            models.UUIDField(
                                default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("right", models.CharField(max_length=32)),
                        ("at", models.DateTimeField()),
                        ("word", models.CharField(max_length=16)),
                        ("state", models.CharField(max_length=16)),
                        ("on", models.DateField()),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("reason", models.CharField(blank=True, max_length=16)),
                        ("due_on", models.DateField(null=True)),
                        ("due_for", models.CharField(blank=True, max_length=8)),
                        ("due_source", models.CharField(blank=True, max_length=16)),
                        ("done_by", models.UUIDField()),
                        ("words", himaya.kernel.sealed.SealedField(json_value=False, key="story")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
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
                        (
                            "where",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="institutions.desk",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "right_step",
                        "indexes": [models.Index(fields=["case", "right", "-number"], name="right_as_it_stands")],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "number"), name="one_right_step_per_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "word__in",
                                        ("told", "asked", "granted", "refused", "appealed", "given_up", "day_set"),
                                    )
                                ),
                                name="right_word_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("not_raised", "told", "asked", "granted", "refused", "appealed", "given_up"),
                                    )
                                ),
                                name="right_state_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "reason__in",
                                            (
                                                "not_entitled",
                                                "papers_missing",
                                                "other_body",
                                                "too_late",
                                                "no_answer",
                                                "no_reason",
                                                "other",
                                            ),
                                        ),
                                        ("word", "refused"),
                                    ),
                                    models.Q(models.Q(("word", "refused"), _negated=True), ("reason", "")),
                                    _connector="OR",
                                ),
                                name="a_refused_right_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_for", ""), ("due_on__isnull", True), ("due_source", "")),
                                    models.Q(
                                        ("due_for__in", ("claim", "appeal", "until")),
                                        ("due_on__isnull", False),
                                        ("due_source__in", ("counsel", "decision", "law")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_day_says_what_for_and_whose",
                            ),
                        ],
                    },
                ),
            ]
        ),
        Guard(keep),
        Guard(secure),
    ]
