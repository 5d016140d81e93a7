from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0006_role_changes_stay")]

    operations = [
        migrations.AddField("account", "sessions_ended", models.PositiveIntegerField(default=0)),
    ]
