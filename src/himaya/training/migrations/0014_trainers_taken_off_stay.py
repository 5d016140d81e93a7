"""Whoever trained and was taken off stays in the store: they enter no sheet of that session, and read no name of it.

A session knows how many half-days it ever had, for calendars that hold one which was dropped.
"""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
SPEAKS = (
    "EXISTS (SELECT 1 FROM mandate m JOIN delegate d ON d.id = m.delegate_id "
    f"WHERE d.account_id = {ACCOUNT} AND m.institution_id = {INSTITUTION} AND m.role IN ('titular', 'alternate') "
    f"AND m.valid_from <= {NOW}::date + 1 AND (m.valid_to IS NULL OR m.valid_to >= {NOW}::date - 1))"
)
TRAINS = (
    "EXISTS (SELECT 1 FROM training_trainer t JOIN training_session s ON s.id = t.session_id "
    f"WHERE s.subject_id = {{table}}.subject_id AND t.account_id = {ACCOUNT} AND t.ended_on IS NULL)"
)
OWN = {
    "participant": (
        "EXISTS (SELECT 1 FROM enrolment e WHERE e.id = participant.enrolment_id "
        f"AND (e.account_id = {ACCOUNT} OR (e.institution_id = {INSTITUTION} AND {SPEAKS})))"
    ),
    "participant_import": f"(participant_import.institution_id = {INSTITUTION} AND {SPEAKS})",
}


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The policies of migration 11, for whoever trains today. Nothing on a database that has none."""
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
    dependencies = [("training", "0013_a_lost_renewal_is_replaced")]

    operations = [
        migrations.AddField(model_name="sessiontrainer", name="ended_on", field=models.DateField(null=True)),
        migrations.RemoveConstraint(model_name="sessiontrainer", name="a_trainer_is_of_a_session_once"),
        migrations.AddConstraint(
            model_name="sessiontrainer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("account__isnull", False), ("ended_on__isnull", True)),
                fields=("session", "account"),
                name="a_trainer_is_of_a_session_once",
            ),
        ),
        Guard(secure),
        migrations.AddField(
            model_name="trainingsession",
            name="half_days_ever",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
