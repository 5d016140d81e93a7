"""What was drawn up, said and released stays: figures never change, a review is said once, a withdrawal ends it.

These tables hold what may be public and who reviewed it; about nobody protected, so no row is hidden from anybody.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was drawn up, reviewed or released stays as it was"
SAME = ("year", "sha256", "seen", "figures", "report", "author_id", "institution_id", "drawn_up_on")
CHANGED = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in SAME)
ENDED = "OLD.state IN ('sent_back', 'dropped', 'withdrawn')"
# Table, verb, and when it is refused: in the words of either database.
KEPT = (
    ("yearbook_draft", "UPDATE", f"{ENDED} OR {CHANGED}", "NEW"),
    ("yearbook_draft", "DELETE", "1 = 1", "OLD"),
    ("yearbook_review", "UPDATE", "1 = 1", "NEW"),
    ("yearbook_review", "DELETE", "1 = 1", "OLD"),
    (
        "yearbook_release",
        "UPDATE",
        "OLD.withdrawn_on IS NOT NULL OR OLD.draft_id <> NEW.draft_id OR OLD.released_on <> NEW.released_on",
        "NEW",
    ),
    ("yearbook_release", "DELETE", "1 = 1", "OLD"),
)


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """By trigger, whoever writes."""
    for table, verb, when, row in KEPT:
        name = f"{table}_no_{verb.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {row}; END $$",
            params=None,
        )
        editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("yearbook", "0001_drafts_and_releases")]

    operations = [Guard(keep)]
