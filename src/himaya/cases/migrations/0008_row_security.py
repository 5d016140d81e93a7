"""On PostgreSQL the store itself shows the application's role only what the table of grants opens (ADR 23).

Who acts is said with each statement and forgotten with its transaction (`kernel/wall.py`): what was not said sees
nothing. The owner, who migrates, backs up and works off the outbox, is not bound by it.
"""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard


def said(name: str) -> str:
    """What was said of this, looked at once per statement; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


def may(power: str) -> str:
    """True for an actor of whom this was said."""
    return f"(SELECT position('{power}' in coalesce(current_setting('himaya.may', true), '')) > 0)"


DESK, INSTITUTION = said("desk"), said("institution")
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
NEAR_BY = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'institution')"
READS, NEAR, OVERSEES = may("reads"), may("near"), may("oversees")
AUTHORITY = f"EXISTS (SELECT 1 FROM institution i WHERE i.id = {INSTITUTION} AND i.kind = 'data_authority')"
# Whose register, dates and states and never content, the actor may look through.
WATCHED = f"({{institution}} = {INSTITUTION} AND ({NEAR} OR {OVERSEES} OR {NEAR_BY}) OR {OVERSEES} AND {AUTHORITY})"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x WHERE x.case_id = {{case}} AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
OPEN = f"""EXISTS (
    SELECT 1 FROM case_grant g
    WHERE g.case_id = {{case}} AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > {NOW})
    AND (g.desk_id = {DESK} OR (g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION})) {{more}}
)"""
TOLD = "AND g.level = 'full' AND g.sections @> '[\"story\"]'"

# Asked inside policies of the tables that they read, so they run as the owner, whom no policy binds.
FUNCTIONS = {
    "himaya_holds": f"""
        SELECT {READS} AND EXISTS (SELECT 1 FROM case_file c WHERE c.id = $1 AND c.desk_id = {DESK})
        AND NOT {KEPT_OUT.format(case="$1")}
    """,
    "himaya_watches": f"""
        SELECT EXISTS (
            SELECT 1 FROM case_file c WHERE c.id = $1 AND {WATCHED.format(institution="c.institution_id")}
        ) AND NOT {KEPT_OUT.format(case="$1")}
    """,
    "himaya_kept_from": f"""
        SELECT EXISTS (
            SELECT 1 FROM case_exclusion x JOIN case_file c ON c.id = x.case_id
            WHERE c.person_id = $1 AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
        )
    """,
}


def rule(condition: str, case: str) -> str:
    """Below every conflict of interest; `opens` and `told` stand for the grants that show the case, or its story."""
    filled = condition.format(opens=OPEN.format(case=case, more=""), told=OPEN.format(case=case, more=TOLD))
    return f"({filled}) AND NOT {KEPT_OUT.format(case=case)}"


HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"
OF_DESK = f"(to_desk_id = {DESK} OR from_desk_id = {DESK})"
TO_THE_HOUSE = f"{NEAR} AND EXISTS (SELECT 1 FROM desk d WHERE d.id = to_desk_id AND d.institution_id = {INSTITUTION})"
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
OF_HOUSE = f"{READS} AND institution_id = {INSTITUTION}"
OWN = f"(desk_id = {DESK} OR account_id = {ACCOUNT})"
TAKES = f"account_id = {ACCOUNT} AND {NEAR_BY}"
GRANTS = f"{READS} AND {OWN} OR {HOLDS} OR {WATCHES}"
HELD = f"{READS} AND desk_id = {DESK} OR institution_id = {INSTITUTION} AND {NEAR_BY} OR {OVERSEES} AND {AUTHORITY}"
# Per table: who sees a row, who puts one in, who holds or changes one and, where it differs, as what it may end up.
# Rows go only where everything may be seen: in an erasure.
POLICIES: dict[str, tuple[str, ...]] = {
    "case_file": (
        rule(f"{READS} AND {{opens}} OR {WATCHED.format(institution='institution_id')}", "case_file.id"),
        f"{READS} AND desk_id = {DESK} AND institution_id = {INSTITUTION}",
        rule(HELD, "case_file.id"),
    ),
    "submission": (rule(f"{READS} AND {{told}}", "submission.case_id"), HOLDS, HOLDS),
    "case_attachment": (rule(f"{READS} AND {{told}}", "case_attachment.case_id"), HOLDS, HOLDS),
    "consent": (
        rule(f"{READS} AND (recipient_id = {DESK} OR {{opens}})", "consent.case_id"),
        HOLDS,
        rule(f"{READS} AND (recipient_id = {DESK} OR {HOLDS})", "consent.case_id"),
    ),
    "referral": (
        rule(f"{READS} AND ({OF_DESK} OR {{opens}}) OR {TO_THE_HOUSE}", "referral.case_id"),
        f"from_desk_id = {DESK} AND {HOLDS}",
        rule(f"{READS} AND {OF_DESK}", "referral.case_id"),
    ),
    "referral_step": (OF_REFERRAL, f"desk_id = {DESK} AND {OF_REFERRAL}", "false"),
    "person": (f"{OF_HOUSE} AND NOT himaya_kept_from(id)", OF_HOUSE, f"{OF_HOUSE} AND NOT himaya_kept_from(id)"),
    "case_grant": (
        GRANTS,
        f"{HOLDS} OR kind = 'break_glass' AND {TAKES}",
        GRANTS,
        f"{HOLDS} OR revoked_at IS NOT NULL AND ({OWN} OR {WATCHES})",
    ),
    "case_exclusion": (f"account_id = {ACCOUNT} OR {HOLDS} OR {WATCHES}", HOLDS, HOLDS),
    "case_emergency": (f"account_id = {ACCOUNT} OR {HOLDS} OR {WATCHES}", TAKES, f"{HOLDS} OR {WATCHES}"),
}


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security on the tables of cases; nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    for name, body in FUNCTIONS.items():
        editor.execute(
            f"CREATE FUNCTION {name}(uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $body$ {body} $body$",
            params=None,
        )
        editor.execute(f"REVOKE ALL ON FUNCTION {name}(uuid) FROM PUBLIC", params=None)
    for table, (sees, puts, changes, *ends_as) in POLICIES.items():
        kinds = {
            "SELECT": f"USING ({EVERYTHING} OR {sees})",
            "INSERT": f"WITH CHECK ({EVERYTHING} OR {puts})",
            "UPDATE": f"USING ({EVERYTHING} OR {changes}) WITH CHECK ({EVERYTHING} OR {(ends_as or [changes])[0]})",
            "DELETE": f"USING ({EVERYTHING})",
        }
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", params=None)
        for kind, condition in kinds.items():
            editor.execute(f"CREATE POLICY {table}_{kind.lower()} ON {table} FOR {kind} {condition}", params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("institutions", "0001_initial"), ("persons", "0001_initial")]
    operations = [
        Guard(secure),
    ]
