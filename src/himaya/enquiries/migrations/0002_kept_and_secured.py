"""What was asked and answered is never edited; and the second wall, which shows each of the two sides its own."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

REFUSAL = "what was asked of other services, and what a desk let them know, is never changed"
ASKED = "id person_id case_id institution_id desk_id reference parties as_child asked_by asked_at expires_at"
TOLD = "id enquiry_id person_id case_id institution_id from_desk_id reference told_at expires_at"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
DESK = "(SELECT nullif(current_setting('himaya.desk', true), ''))"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
MAY = "(SELECT position('{}' in coalesce(current_setting('himaya.may', true), '')) > 0)"
READS, OVERSEES, NEAR = MAY.format("reads"), MAY.format("oversees"), MAY.format("near")
KEPT_OUT_KINDS = (
    "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state', 'consular_service')"
)
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)
OF_HOUSE = f"{NO_POLICE} AND institution_id = {INSTITUTION}"
HOLDS = f"himaya_holds(case_id) AND {NO_POLICE}"
# Of what a desk was told, nothing is there for whom a conflict of interest keeps from the person, by whichever file.
IS_TOLD = f"{HOLDS} AND NOT himaya_kept_from(person_id)"
# Each side by its own table: the policies of those stand behind the look.
ASKER = f"{READS} AND EXISTS (SELECT 1 FROM enquiry e WHERE e.id = enquiry_id)"
HOLDER = f"desk_id = {DESK} AND EXISTS (SELECT 1 FROM enquiry_told t WHERE t.enquiry_id = enquiry_answer.enquiry_id)"
# Per table: who sees a row, who puts one in, who changes one. Rows go only where everything may be seen.
POLICIES = {
    "protocol_party": (
        f"({READS} OR {OVERSEES}) AND {NO_POLICE}",
        f"{OVERSEES} AND {OF_HOUSE}",
        f"({OVERSEES} OR {NEAR}) AND {OF_HOUSE}",
    ),
    "enquiry": (HOLDS, f"{HOLDS} AND desk_id = {DESK}", HOLDS),
    "enquiry_told": (IS_TOLD, "false", IS_TOLD),
    "enquiry_answer": (ASKER, HOLDER, "false"),
}


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing changes what was asked, told or answered; a leaving is said once."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION enquiries_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
    for name, what, when in (
        ("enquiry_no_update", f"UPDATE OF {_columns(ASKED)} ON enquiry", ""),
        ("enquiry_told_no_update", f"UPDATE OF {_columns(TOLD)} ON enquiry_told", ""),
        ("enquiry_answer_no_update", "UPDATE ON enquiry_answer", ""),
        ("protocol_party_ends_once", "UPDATE OF left_at ON protocol_party", "WHEN (OLD.left_at IS NOT NULL)"),
    ):
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            if editor.connection.vendor == "sqlite"
            else "EXECUTE FUNCTION enquiries_refuse()"
        )
        editor.execute(f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW {when} {does}")


def _columns(names: str) -> str:
    return ", ".join(f'"{one}"' for one in names.split())


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security (ADR 23); nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for table, (sees, puts, changes) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR ({sees}))",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR ({puts}))",
            "UPDATE": f"USING ({EVERYTHING} OR ({changes})) WITH CHECK ({EVERYTHING} OR ({changes}))",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial"), ("cases", "0018_kept_from_one_person")]

    operations = [
        Guard(keep),
        Guard(secure),
    ]
