"""A nearer day for the next look, where something worse was written since."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("risks", "0004_clocks_secured")]

    operations = [
        migrations.AddField(model_name="assessment", name="nearer_on", field=models.DateField(null=True)),
    ]
