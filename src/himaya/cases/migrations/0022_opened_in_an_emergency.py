"""Whether an emergency opened one part of a case to whoever asks, for the policies of the rooms that keep that part."""
# ruff: noqa: S608  # A condition is put together from the words of this file; nothing typed is among them.

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel.together import Guard

ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
INSTITUTION = "(SELECT nullif(current_setting('himaya.institution', true), ''))"
NOW = "(SELECT coalesce(nullif(current_setting('himaya.now', true), '')::timestamptz, now()))"
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
NAME = "himaya_emergency"
# It runs as the owner, whom no policy binds, as those of 0008_row_security do.
BODY = f"""
    SELECT {READS} AND EXISTS (
        SELECT 1 FROM case_grant g WHERE g.case_id = $1 AND g.kind = 'break_glass' AND g.level = 'full'
        AND g.sections ? $2 AND g.account_id = {ACCOUNT} AND g.institution_id = {INSTITUTION}
        AND g.revoked_at IS NULL AND g.expires_at > {NOW}
    ) AND NOT EXISTS (
        SELECT 1 FROM case_exclusion x WHERE x.case_id = $1 AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
    )
"""


def secure(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A function for row-level security (ADR 23); nothing on a database that has none."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        f"CREATE FUNCTION {NAME}(uuid, text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $body$ {BODY} $body$",
        params=None,
    )
    editor.execute(f"REVOKE ALL ON FUNCTION {NAME}(uuid, text) FROM PUBLIC", params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_closed_all_the_same")]
    operations = [
        Guard(secure),
    ]
