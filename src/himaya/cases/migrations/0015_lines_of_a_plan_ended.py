"""A desk that had lines of a plan and no referral is told that the agreement ended (ADR 31)."""
# ruff: noqa: S608  # Conditions are put together from the words of this file; nothing typed is among them.

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from himaya.kernel.together import Guard


def said(name: str) -> str:
    """What was said of this, as 0008_row_security says it; NULL when nothing was."""
    return f"(SELECT nullif(current_setting('himaya.{name}', true), ''))"


DESK, INSTITUTION = said("desk"), said("institution")
READS = "(SELECT position('reads' in coalesce(current_setting('himaya.may', true), '')) > 0)"
NEAR = "(SELECT position('near' in coalesce(current_setting('himaya.may', true), '')) > 0)"
ACCOUNT = "(SELECT nullif(current_setting('himaya.account', true), '')::uuid)"
EVERYTHING = "(SELECT coalesce(current_setting('himaya.beyond', true), '') = 'everything')"
HOLDS, WATCHES = "himaya_holds(case_id)", "himaya_watches(case_id)"
KEPT_OUT = f"""EXISTS (
    SELECT 1 FROM case_exclusion x
    WHERE x.case_id = withdrawal_notice.case_id AND x.account_id = {ACCOUNT} AND x.lifted_at IS NULL
)"""
OF_REFERRAL = "EXISTS (SELECT 1 FROM referral r WHERE r.id = referral_id)"
# Below every conflict of interest: its referral says so, or, where there is none, the case.
TOLD = f"{READS} AND desk_id = {DESK} AND ({OF_REFERRAL} OR (referral_id IS NULL AND NOT {KEPT_OUT}))"
HOUSE = f"{READS} AND {NEAR} AND institution_id = {INSTITUTION} AND NOT {KEPT_OUT}"


def secure(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Row-level security; nothing on a database that has none. Who puts one in stays as it was."""
    if editor.connection.vendor != "postgresql":
        return
    sees, changes = f"{EVERYTHING} OR {HOLDS} OR {WATCHES} OR {TOLD} OR {HOUSE}", f"{EVERYTHING} OR {TOLD} OR {HOUSE}"
    editor.execute(f"ALTER POLICY withdrawal_notice_select ON withdrawal_notice USING ({sees})", params=None)
    editor.execute(
        f"ALTER POLICY withdrawal_notice_update ON withdrawal_notice USING ({changes}) WITH CHECK ({changes})",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_referrals_deepened")]

    operations = [
        migrations.RemoveConstraint(model_name="withdrawalnotice", name="a_desk_or_an_institution_is_told"),
        migrations.AddConstraint(
            model_name="withdrawalnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("desk__isnull", False),
                        ("institution__isnull", True),
                        ("line__isnull", True),
                        ("referral__isnull", False),
                    ),
                    models.Q(
                        ("desk__isnull", False),
                        ("institution__isnull", True),
                        ("line__isnull", False),
                        ("referral__isnull", True),
                    ),
                    models.Q(
                        ("desk__isnull", True),
                        ("institution__isnull", False),
                        ("line__isnull", False),
                        ("referral__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_desk_or_an_institution_is_told",
            ),
        ),
        Guard(secure),
    ]
