from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0007_sessions_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="password_handed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
