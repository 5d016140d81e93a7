"""A recipient in the register carries its regime: immunities, law, country, how long it keeps, whether it passes on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0008_passwords_handed_out"),
        ("legal", "0002_exports_part"),
    ]

    operations = [
        migrations.AddField(
            model_name="registerentry",
            name="country",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="immunities",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="law",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="onward",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="retention",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("immunities__in", ("", "yes", "no", "unknown")),
                    ("onward__in", ("", "yes", "no", "unknown")),
                    models.Q(
                        ("part", "recipient"),
                        models.Q(("country", ""), ("immunities", ""), ("law", ""), ("onward", ""), ("retention", "")),
                        _connector="OR",
                    ),
                ),
                name="only_a_recipient_has_a_regime",
            ),
        ),
    ]
