"""A nearer day only comes nearer, and goes when the assessment ends: the store holds it. Where a person rated something
high before anybody finished an assessment, the case has a day for the first look: one, of no domain, behind the wall.
"""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

REFUSAL = "a nearer day of a look is never moved away"
HAD = "OLD.nearer_on IS NOT NULL"
# Finishing takes it away in its own step; so does taking back, which keeps none.
FINISHES = "OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL"
LATER = f"{HAD} AND NEW.nearer_on > OLD.nearer_on"
LOST = f"{HAD} AND NEW.nearer_on IS NULL AND NOT ({FINISHES}) AND NEW.abandoned_on IS NULL"
TAKEN_BACK = "NEW.abandoned_on IS NOT NULL AND NEW.nearer_on IS NOT NULL"
# The day of the first look is written once.
HELD = {
    "risk_assessment_nearer": (
        'UPDATE OF "nearer_on", "abandoned_on" ON risk_assessment',
        f"WHEN (({LATER}) OR ({LOST}) OR ({TAKEN_BACK}))",
    ),
    "risk_first_look_held": ('UPDATE OF "case_id", "look_by" ON risk_first_look', ""),
}
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"
# As for an assessment: who sees the story of the case, by the table of grants. Whoever holds the case sees it always.
TOLD = (
    f"{READS} AND EXISTS (SELECT 1 FROM case_grant g WHERE g.case_id = risk_first_look.case_id "
    f"AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW}) "
    f"AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION})) "
    "AND g.level = 'full' AND g.sections @> '[\"story\"]') AND NOT EXISTS (SELECT 1 FROM case_exclusion x "
    f"WHERE x.case_id = risk_first_look.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL)"
)


def keep(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """First what stands wrong is put right, then nothing moves a day away."""
    editor.execute("UPDATE risk_assessment SET nearer_on = NULL WHERE abandoned_on IS NOT NULL", params=None)
    does = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION risk_nearer_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp "
            f"AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
            params=None,
        )
        does = "EXECUTE FUNCTION risk_nearer_refuse()"
    for name, (what, when) in HELD.items():
        editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} {does}", params=None)


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none. Rows go in an erasure only."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS} OR {TOLD})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS})",
        "UPDATE": f"USING ({EVERYTHING}) WITH CHECK ({EVERYTHING})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE risk_first_look ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        editor.execute(
            f"CREATE POLICY risk_first_look_{kind.lower()} ON risk_first_look FOR {kind} {condition}", params=None
        )


class Migration(migrations.Migration):
    dependencies = [("risks", "0005_nearer")]
    operations = [
        migrations.CreateModel(
            name="FirstLook",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("look_by", models.DateField()),
            ],
            options={"db_table": "risk_first_look"},
        ),
        Guard(keep),
        Guard(secure),
    ]
