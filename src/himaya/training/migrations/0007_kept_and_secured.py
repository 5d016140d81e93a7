"""What was taken, counted or issued stays, and the second wall on PostgreSQL: who reads a participant's name."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "what was held, answered or put in use stays as it was"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
TRAINS = (
    "EXISTS (SELECT 1 FROM training_trainer t JOIN training_session s ON s.id = t.session_id "
    f"WHERE s.subject_id = {{table}}.subject_id AND t.account_id = {ACCOUNT})"
)
OWN = {
    "participant": (
        "EXISTS (SELECT 1 FROM enrolment e WHERE e.id = participant.enrolment_id "
        f"AND (e.institution_id = {INSTITUTION} OR e.account_id = {ACCOUNT}))"
    ),
    "participant_import": f"participant_import.institution_id = {INSTITUTION}",
}
# Table, verb, and when it is refused: in the words of either database.
HELD = (
    "(SELECT s.state FROM training_session s JOIN enrolment e ON e.session_id = s.id WHERE e.id = {row}.enrolment_id)"
)
KEPT = (
    ("test_sitting", "UPDATE", "1 = 1", "NEW"),
    ("test_sitting", "DELETE", "1 = 1", "OLD"),
    ("test_form", "UPDATE", "OLD.state <> 'draft' AND (OLD.content <> NEW.content OR OLD.sha256 <> NEW.sha256)", "NEW"),
    ("test_form", "DELETE", "OLD.state <> 'draft'", "OLD"),
    ("certificate", "UPDATE", "OLD.revoked_on IS NOT NULL OR OLD.code <> NEW.code OR OLD.serial <> NEW.serial", "NEW"),
    ("certificate", "DELETE", "1 = 1", "OLD"),
    ("half_day_attendance", "INSERT", f"{HELD.format(row='NEW')} <> 'open'", "NEW"),
    ("half_day_attendance", "UPDATE", f"{HELD.format(row='NEW')} <> 'open'", "NEW"),
    ("half_day_attendance", "DELETE", f"{HELD.format(row='OLD')} <> 'open'", "OLD"),
)


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """A test, a certificate and the attendance of a session that is over are not changed by anybody."""
    for table, verb, when, row in KEPT:
        name = f"{table}_no_{verb.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
            continue
        said = when.replace("OLD.content <> NEW.content", "OLD.content::text <> NEW.content::text")
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {said} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {row}; END $$",
            params=None,
        )
        editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23): the own institution, the trainer of the session, the person themselves; nobody else.

    Nothing on a database that has none.
    """
    if editor.connection.vendor != "postgresql":
        return
    for table, own in OWN.items():
        seen = f"({EVERYTHING} OR {own} OR {TRAINS.format(table=table)})"
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in {
            "SELECT": f"USING {seen}",
            "INSERT": f"WITH CHECK {seen}",
            "UPDATE": f"USING {seen} WITH CHECK {seen}",
            "DELETE": f"USING {seen}",
        }.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("training", "0006_awareness")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
