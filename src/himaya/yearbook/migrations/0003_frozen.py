"""A draft moves forward only, a line of the register keeps its year and who released it, and a public year is frozen.

What was released stays as it is on the public page: it is never changed there, and goes when it was withdrawn.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was released stays as it was, and a draft moves forward only"
FORWARD = (
    "NEW.state = OLD.state OR (OLD.state = 'waiting' AND NEW.state IN ('sent_back', 'dropped', 'released')) "
    "OR (OLD.state = 'released' AND NEW.state = 'withdrawn')"
)
# Bundles of a year; the register of all releases is another kind, and grows.
OF_A_YEAR = "substr({row}.kind, 1, 9) = 'yearbook:'"
PUBLIC = "EXISTS (SELECT 1 FROM yearbook_release r WHERE r.withdrawn_on IS NULL AND OLD.kind = 'yearbook:' || r.year)"
# Name, table, verb, when it is refused in the words of either database, and what the trigger hands on.
KEPT = (
    ("yearbook_draft_forward", "yearbook_draft", "UPDATE", f"NOT ({FORWARD})", "NEW"),
    (
        "yearbook_release_same",
        "yearbook_release",
        "UPDATE",
        "OLD.year <> NEW.year OR OLD.released_by_id <> NEW.released_by_id",
        "NEW",
    ),
    (
        "yearbook_bundle_no_update",
        "publication_bundle",
        "UPDATE",
        f"{OF_A_YEAR.format(row='OLD')} OR {OF_A_YEAR.format(row='NEW')}",
        "NEW",
    ),
    (
        "yearbook_bundle_no_delete",
        "publication_bundle",
        "DELETE",
        f"{OF_A_YEAR.format(row='OLD')} AND {PUBLIC}",
        "OLD",
    ),
)


def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """By trigger, whoever writes."""
    for name, table, verb, when, row in KEPT:
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
                params=None,
            )
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {row}; END $$",
            params=None,
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()", params=None
        )


class Migration(migrations.Migration):
    dependencies = [("yearbook", "0002_kept"), ("publications", "0001_initial")]

    operations = [Guard(freeze)]
