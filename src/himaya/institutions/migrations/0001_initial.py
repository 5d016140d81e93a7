from django.db import migrations

from himaya.institutions.migrations.first_tables import (
    account,
    mandate,
)
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTogether([*account.TABLES, *mandate.TABLES]),
    ]
