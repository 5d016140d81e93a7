"""A case that arrives from another institution goes on counting from its first contact."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_lines_of_a_plan_ended")]
    operations = [
        migrations.AddField("arrival", "first_contact_at", models.DateTimeField(null=True)),
    ]
