"""Why a file was closed although a risk was named, sealed beside what had changed."""

from django.db import migrations

from himaya.kernel.sealed import SealedField


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_arrival_mark")]
    operations = [migrations.AddField("closure", "despite", SealedField(key="story"))]
