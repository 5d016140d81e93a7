"""A nearer day only comes nearer, and goes when the assessment ends: the store holds it. What a person rated before
anybody finished an assessment has a day of its own."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSAL = "a nearer day of a look is never moved away"
HAD = "OLD.nearer_on IS NOT NULL"
# Finishing takes it away in its own step; so does taking back, which keeps none.
FINISHES = "OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL"
LATER = f"{HAD} AND NEW.nearer_on > OLD.nearer_on"
LOST = f"{HAD} AND NEW.nearer_on IS NULL AND NOT ({FINISHES}) AND NEW.abandoned_on IS NULL"
TAKEN_BACK = "NEW.abandoned_on IS NOT NULL AND NEW.nearer_on IS NOT NULL"
# The day of a rating is written with it, and never afterwards.
HELD = {
    "risk_assessment_nearer": (
        'UPDATE OF "nearer_on", "abandoned_on" ON risk_assessment',
        f"WHEN (({LATER}) OR ({LOST}) OR ({TAKEN_BACK}))",
    ),
    "risk_own_rating_look": ('UPDATE OF "look_by" ON risk_own_rating', ""),
}


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


class Migration(migrations.Migration):
    dependencies = [("risks", "0005_nearer")]
    operations = [
        migrations.AddField("ownrating", "look_by", models.DateField(null=True)),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
