from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0005_roles_and_resets")]

    operations = [
        migrations.AddField("account", "sessions_ended", models.PositiveIntegerField(default=0)),
    ]
