"""An adopted text stays as it was adopted: editions, their forms, the steps of a release, the draft and its clauses."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard

TABLES = ("edition", "edition_form", "release_step")
REFUSAL = "this row was frozen"
ADOPTED = "SELECT 1 FROM draft WHERE draft.id = {row}.draft_id AND draft.edition_id IS NOT NULL"


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _sqlite() if editor.connection.vendor == "sqlite" else _postgresql():
        editor.execute(statement)


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    frozen = [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {refuse}"
        for table in TABLES
        for verb in ("UPDATE", "DELETE")
    ]
    drafts = [
        f"CREATE TRIGGER draft_adopted_no_{verb} BEFORE {verb} ON draft WHEN OLD.edition_id IS NOT NULL {refuse}"
        for verb in ("UPDATE", "DELETE")
    ]
    clauses = [
        f"CREATE TRIGGER clause_adopted_no_{verb} BEFORE {verb} ON clause "
        f"WHEN EXISTS ({ADOPTED.format(row=row)}) {refuse}"
        for verb, row in (("UPDATE", "OLD"), ("DELETE", "OLD"), ("INSERT", "NEW"))
    ]
    return [*frozen, *drafts, *clauses]


def _postgresql() -> list[str]:
    # `frozen_row_refuse` stands since 0005.
    frozen = [
        f"CREATE TRIGGER {table}_{when} BEFORE {verbs} ON {table} FOR EACH {each} EXECUTE FUNCTION frozen_row_refuse()"
        for table in TABLES
        for when, verbs, each in (("rows", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    ]
    draft = (
        "CREATE TRIGGER draft_adopted BEFORE UPDATE OR DELETE ON draft FOR EACH ROW "
        "WHEN (OLD.edition_id IS NOT NULL) EXECUTE FUNCTION frozen_row_refuse()"
    )
    function = (
        "CREATE FUNCTION clause_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' AND EXISTS ({ADOPTED.format(row='OLD')}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF; "
        f"IF TG_OP <> 'DELETE' AND EXISTS ({ADOPTED.format(row='NEW')}) THEN RAISE EXCEPTION '{REFUSAL}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    clause = (
        "CREATE TRIGGER clause_adopted BEFORE INSERT OR UPDATE OR DELETE ON clause "
        "FOR EACH ROW EXECUTE FUNCTION clause_refuse()"
    )
    return [*frozen, draft, function, clause]


class Migration(migrations.Migration):
    dependencies = [("coordination", "0005_what_is_kept_stays")]
    operations = [
        Guard(guard),
    ]
