"""The public portal: four new tables, so nothing waits."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0021_file_use")]

    operations = [
        migrations.CreateModel(
            name="PortalPage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("n", models.IntegerField()),
                ("told", models.JSONField()),
            ],
            options={"db_table": "portal_page"},
        ),
        migrations.CreateModel(
            name="PortalKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("body", models.UUIDField()),
                ("purpose", models.TextField()),
                ("public", models.BinaryField()),
                ("told", models.JSONField()),
            ],
            options={"db_table": "portal_key"},
        ),
        migrations.CreateModel(
            name="PortalInbox",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("lane", models.TextField()),
                ("sealed", models.BinaryField()),
            ],
            options={"db_table": "portal_inbox"},
        ),
        migrations.CreateModel(
            name="PortalLetter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.BinaryField()),
                ("n", models.IntegerField()),
                ("day", models.DateField()),
                ("sealed", models.BinaryField()),
            ],
            options={"db_table": "portal_letter"},
        ),
        migrations.AddIndex("portalpage", models.Index(fields=["kind", "n"], name="portal_page_in_order")),
        migrations.AddConstraint(
            "portalletter", models.UniqueConstraint(fields=("place", "n"), name="portal_letter_once")
        ),
    ]
