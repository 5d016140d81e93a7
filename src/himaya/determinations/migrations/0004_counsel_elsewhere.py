"""Legal counsel of another desk, named to read one sheet: their table, and what the store shows them of the request."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import himaya.kernel.ids
from himaya.kernel.together import Guard

REFUSAL = "who was named as counsel is never changed"
FROZEN = "id, person_id, case_id, request_id, desk_id, named_at, named_by"


def said(name: str) -> str:
    """As 0002 of this room says it."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK = said("desk")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
ADVISES = "(SELECT position('advises' in coalesce(current_setting('himaya.may', true), '')) > 0)"
HOLDS = "himaya_holds(case_id)"
KEPT_OUT_KINDS = (
    "('police', 'border', 'gendarmerie', 'prosecution', 'judiciary', 'consulate', 'state', 'consular_service')"
)
NO_POLICE = (
    f"(SELECT EXISTS (SELECT 1 FROM desk d JOIN institution i ON i.id = d.institution_id WHERE d.id = {DESK} "
    f"AND d.kind NOT IN {KEPT_OUT_KINDS} AND i.kind NOT IN {KEPT_OUT_KINDS}))"
)


def kept_in(table: str) -> str:
    """No conflict of interest keeps the account out of the case."""
    return (
        f"NOT EXISTS (SELECT 1 FROM case_exclusion x WHERE x.case_id = {table}.case_id AND x.account_id = {ACCOUNT} "
        "AND x.lifted_at IS NULL)"
    )


# Counsel at the desk that was named, until the naming ends; no desk that has come to enforce, judge or be a State's.
NAMED = f"({ADVISES} AND {NO_POLICE} AND desk_id = {DESK} AND ended_at IS NULL AND {kept_in('determination_counsel')})"
# The sheet that waits for them, and no other of the file: asked of their naming, as far as that is shown to them.
ADVISED = f"""({ADVISES} AND state = 'to_counsel' AND {kept_in("determination_request")} AND EXISTS (
    SELECT 1 FROM determination_counsel c WHERE c.request_id = determination_request.id AND c.desk_id = {DESK}
    AND c.ended_at IS NULL
))"""

STANDS = (
    "SELECT qual FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'determination_request_select'"
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A naming ends; it never becomes another one."""
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        if editor.connection.vendor == "sqlite"
        else "EXECUTE FUNCTION determination_refuse()"
    )
    editor.execute(
        f"CREATE TRIGGER determination_counsel_no_update BEFORE UPDATE OF {FROZEN} ON determination_counsel "
        f"FOR EACH ROW {does}",
        params=None,
    )


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    kinds = {
        "SELECT": f"USING ({EVERYTHING} OR {HOLDS} OR {NAMED})",
        "INSERT": f"WITH CHECK ({EVERYTHING} OR {HOLDS})",
        "UPDATE": f"USING ({EVERYTHING} OR {HOLDS}) WITH CHECK ({EVERYTHING} OR {HOLDS})",
        "DELETE": f"USING ({EVERYTHING})",
    }
    editor.execute("ALTER TABLE determination_counsel ENABLE ROW LEVEL SECURITY", params=None)
    for kind, condition in kinds.items():
        name = f"determination_counsel_{kind.lower()}"
        editor.execute(f"CREATE POLICY {name} ON determination_counsel FOR {kind} {condition}", params=None)


def widen(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Counsel sees the sheet that waits for them; nothing on a database without row-level security."""
    if editor.connection.vendor != "postgresql":
        return
    # As the store holds it today: another room may have taught it since who is no body (`ops/migrations/0002`).
    with editor.connection.cursor() as cursor:
        cursor.execute(STANDS)
        (sees,) = cursor.fetchone()
    editor.execute(
        f"ALTER POLICY determination_request_select ON determination_request USING (({sees}) OR {ADVISED})", params=None
    )


def linked(to: str) -> models.ForeignKey:  # type: ignore[type-arg]
    """A row that must stay."""
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("determinations", "0003_recovery_offered"),
        ("cases", "0009_compartments"),
        ("institutions", "0001_initial"),
        ("persons", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Counsel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=himaya.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", linked("persons.person")),
                ("case", linked("cases.case")),
                ("request", linked("determinations.request")),
                ("desk", linked("institutions.desk")),
                ("named_at", models.DateTimeField()),
                ("named_by", models.UUIDField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("why", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "db_table": "determination_counsel",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("request",),
                        name="one_counsel_is_named_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("why", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("why__in", ("said", "taken_back", "agreement_ended", "request_ended")),
                            ),
                            _connector="OR",
                        ),
                        name="a_naming_of_counsel_ends_for_a_reason",
                    ),
                ],
            },
        ),
        Guard(keep),
        Guard(secure),
        Guard(widen),
    ]
