"""What a certificate opened and goes on from is said once; names are there for whoever speaks for an institution.

Who is of the institution and speaks for it by no mandate sees no list (ADR 58); migration 7 showed it to them.
"""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a certificate is written once"
SET_ONCE = ("qualification_id", "renews_id")
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
# A day more on either side: the day of the nation is not that of the server. The first wall knows it to the hour.
SPEAKS = (
    "EXISTS (SELECT 1 FROM mandate m JOIN delegate d ON d.id = m.delegate_id "
    f"WHERE d.account_id = {ACCOUNT} AND m.institution_id = {INSTITUTION} AND m.role IN ('titular', 'alternate') "
    f"AND m.valid_from <= {NOW}::date + 1 AND (m.valid_to IS NULL OR m.valid_to >= {NOW}::date - 1))"
)
TRAINS = (
    "EXISTS (SELECT 1 FROM training_trainer t JOIN training_session s ON s.id = t.session_id "
    f"WHERE s.subject_id = {{table}}.subject_id AND t.account_id = {ACCOUNT})"
)
OWN = {
    "participant": (
        "EXISTS (SELECT 1 FROM enrolment e WHERE e.id = participant.enrolment_id "
        f"AND (e.account_id = {ACCOUNT} OR (e.institution_id = {INSTITUTION} AND {SPEAKS})))"
    ),
    "participant_import": f"(participant_import.institution_id = {INSTITUTION} AND {SPEAKS})",
}


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Set once, not changed or emptied after: by one the door is closed, by the other what rests on it falls."""
    if editor.connection.vendor == "sqlite":
        changed = " OR ".join(f"(OLD.{one} IS NOT NULL AND OLD.{one} IS NOT NEW.{one})" for one in SET_ONCE)
        editor.execute(
            f"CREATE TRIGGER certificate_set_once BEFORE UPDATE ON certificate FOR EACH ROW WHEN {changed} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    changed = " OR ".join(f"(OLD.{one} IS NOT NULL AND OLD.{one} IS DISTINCT FROM NEW.{one})" for one in SET_ONCE)
    editor.execute(
        f"CREATE TRIGGER certificate_set_once BEFORE UPDATE ON certificate FOR EACH ROW WHEN ({changed}) "
        "EXECUTE FUNCTION certificate_once()"
    )


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One policy for each kind, as they are called in migration 7. Nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, own in OWN.items():
        seen = f"({EVERYTHING} OR {own} OR {TRAINS.format(table=table)})"
        for kind, condition in {
            "select": f"USING {seen}",
            "insert": f"WITH CHECK {seen}",
            "update": f"USING {seen} WITH CHECK {seen}",
            "delete": f"USING {seen}",
        }.items():
            editor.execute(f"ALTER POLICY {table}_{kind} ON {table} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("training", "0010_codes_of_a_session")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
