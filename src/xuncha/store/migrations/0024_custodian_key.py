"""Private keys under the passphrases of those who hold them: a new table, so nothing waits."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0023_log")]

    operations = [
        migrations.CreateModel(
            name="CustodianKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("body", models.UUIDField()),
                ("purpose", models.TextField()),
                ("kept", models.BinaryField()),
            ],
            options={"db_table": "custodian_key"},
        ),
    ]
