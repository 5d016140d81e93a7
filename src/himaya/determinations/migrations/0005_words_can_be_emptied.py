"""Erasing an identity empties the words of what was decided and leaves the rest; nothing else is ever changed."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was decided or told is never changed"
NO_REASON = "a longer period says why"
# Of each table the words, and every other column.
TABLES = {
    "determination_decision": (
        "reasons",
        "id, revision, person_id, case_id, number, request_id, about_id, naming_id, step, status, decided_on, "
        "review_on, desk_id, role, recorded_at, recorded_by, present, recused, votes_for, votes_against",
    ),
    "determination_panel": ("members", "id, revision, person_id, decision_id"),
    "determination_telling": (
        "words",
        'id, revision, person_id, decision_id, "on", at, language, interpreter, how, desk_id, told_by',
    ),
    "determination_period": (
        "reason",
        "id, revision, person_id, case_id, number, word, naming_id, since_on, last_on, at, desk_id, written_by",
    ),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Words become nothing, and nothing becomes words; a longer period says why when it is written."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION determination_says_why() RETURNS trigger LANGUAGE plpgsql "
            f"SET search_path = public, pg_temp AS $$ BEGIN RAISE EXCEPTION '{NO_REASON}'; END $$",
            params=None,
        )
    for table, (words, rest) in TABLES.items():
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        # Gone with the table that the constraint was taken from, on a database that makes it anew.
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update{on}", params=None)
        _refuse(editor, f"{table}_no_update", f"UPDATE OF {rest} ON {table}")
        _refuse(editor, f"{table}_words", f"UPDATE OF {words} ON {table}", f"WHEN (NEW.{words} IS NOT NULL)")
    _refuse(
        editor,
        "determination_period_says_why",
        "INSERT ON determination_period",
        "WHEN (NEW.word = 'extended' AND NEW.reason IS NULL)",
        ("determination_says_why", NO_REASON),
    )


def _refuse(
    editor: BaseDatabaseSchemaEditor,
    name: str,
    what: str,
    when: str = "",
    says: tuple[str, str] = ("determination_refuse", REFUSAL),
) -> None:
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{says[1]}'); END"
        if editor.connection.vendor == "sqlite"
        else f"EXECUTE FUNCTION {says[0]}()"
    )
    editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} {does}", params=None)


class Migration(migrations.Migration):
    dependencies = [("determinations", "0004_counsel_elsewhere")]
    operations = [
        migrations.RemoveConstraint(model_name="period", name="a_longer_period_says_why"),
        Guard(keep),
    ]
