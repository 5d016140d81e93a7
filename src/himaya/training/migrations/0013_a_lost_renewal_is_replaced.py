"""A certificate is renewed once in force: a renewal that was lost or mistaken gives its place to another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0012_forms_a_certificate_was_issued_on")]

    operations = [
        # A partial index on both stores: the table and its triggers stay as they are.
        migrations.RemoveConstraint(model_name="certificate", name="a_certificate_is_renewed_once"),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("renews__isnull", False), ("revoked_on__isnull", True)),
                fields=("renews",),
                name="a_certificate_is_renewed_once",
            ),
        ),
    ]
