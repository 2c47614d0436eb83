"""The access record says which protected matters stood on a page; the table only gets a column, no row changes."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0010_keyed_digests")]

    operations = [
        migrations.AddField(
            "accessrecord",
            "shown",
            django.contrib.postgres.fields.ArrayField(models.UUIDField(), default=list, db_default=[]),
        ),
    ]
