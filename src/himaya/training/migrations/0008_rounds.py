"""When a test is taken, sheets that were entered once, and what of a form in use never changes."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import himaya.kernel.ids
from himaya.kernel.together import CreateTogether, Guard

FROZEN = "a form that was in use stays as it was: make a new version"
NO_TEST = "no test of this session is open at this moment"
ROUND = (
    "SELECT 1 FROM test_round r WHERE r.session_id = NEW.session_id AND r.moment = NEW.moment "
    "AND (NEW.form_id = r.form_a_id OR NEW.form_id = r.form_b_id) AND (r.state = 'open' OR NEW.how = 'paper')"
)
# Table, name, verb, when it is refused, in which words: in SQL that either database reads.
KEPT = (
    (
        "test_form",
        "test_form_keeps_its_place",
        "UPDATE",
        "OLD.state <> 'draft' AND (NEW.state = 'draft' OR OLD.code <> NEW.code OR OLD.letter <> NEW.letter "
        "OR OLD.version <> NEW.version)",
        FROZEN,
    ),
    ("test_sitting", "test_sitting_needs_its_round", "INSERT", f"NOT EXISTS ({ROUND})", NO_TEST),
)


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """A form in use never becomes a draft again, and nothing is answered where no test is open."""
    for table, name, verb, when, told in KEPT:
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
            )
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{told}'; END IF; RETURN NEW; END $$",
            params=None,
        )
        editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _id() -> "models.UUIDField[Any, Any]":
    return models.UUIDField(default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)


def _of(model: str, related: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=f"training.{model}")


class Migration(migrations.Migration):
    dependencies = [("training", "0007_kept_and_secured")]
    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="TestRound",
                    fields=[
                        ("id", _id()),
                        ("session", _of("trainingsession", "rounds")),
                        ("moment", models.CharField(max_length=8)),
                        ("form_a", _of("testform", "+")),
                        ("form_b", _of("testform", "+")),
                        ("token", models.CharField(max_length=32, unique=True)),
                        ("state", models.CharField(max_length=16)),
                        ("opened_on", models.DateField()),
                        ("closed_on", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "test_round",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "moment"), name="one_test_round_per_moment")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TestEntry",
                    fields=[
                        ("id", _id()),
                        ("round", _of("testround", "entries")),
                        ("code", models.CharField(max_length=12)),
                        ("letter", models.CharField(max_length=1)),
                        ("responses", models.JSONField()),
                        ("entered_on", models.DateField()),
                    ],
                    options={
                        "db_table": "test_entry",
                        "constraints": [
                            models.UniqueConstraint(fields=("round", "code"), name="one_first_entry_per_sheet")
                        ],
                        "indexes": [],
                    },
                ),
            ]
        ),
        Guard(keep),
    ]
