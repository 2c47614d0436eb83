"""Files are kept sealed, each with a key of its own, and wait for their form; the table before this was never used."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0006_search_by_position"),
    ]

    operations = [
        migrations.DeleteModel(name="StoredFile"),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("kind", models.TextField()),
                ("size", models.BigIntegerField()),
                ("sealed_key", models.BinaryField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "stored_file",
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("name", models.TextField()),
                ("kind", models.TextField()),
                ("size", models.BigIntegerField()),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "db_table": "upload",
            },
        ),
    ]
