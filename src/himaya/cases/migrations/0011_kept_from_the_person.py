"""Somebody who is kept from one file of a person is kept from their other files too, as a verb does it from now on."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from himaya.kernel import clock


def spread(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A row for each further file of the person; accesses of that account to them end."""
    exclusion, case = apps.get_model("cases", "Exclusion"), apps.get_model("cases", "Case")
    for one in list(exclusion.objects.filter(lifted_at=None).select_related("case").order_by("excluded_at", "pk")):
        for file in case.objects.filter(person_id=one.case.person_id).exclude(pk=one.case_id):
            if exclusion.objects.filter(case=file, account_id=one.account_id, lifted_at=None).exists():
                continue
            exclusion.objects.create(
                case=file,
                account_id=one.account_id,
                reason=one.reason,
                excluded_by=one.excluded_by,
                excluded_at=one.excluded_at,
            )
            ended = {"revoked_at": clock.now(), "revoked_by": one.excluded_by}
            for model, of_file in (("Grant", "case"), ("CompartmentGrant", "compartment__case")):
                given = apps.get_model("cases", model).objects.filter(account_id=one.account_id, revoked_at=None)
                given.filter(**{of_file: file}).update(**ended)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_consent_ledger")]
    operations = [migrations.RunPython(spread, migrations.RunPython.noop)]
