"""Notices by e-mail and calendars: three new tables, so nothing waits."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0019_reported_to")]

    operations = [
        migrations.CreateModel(
            name="MailboxRow",
            fields=[
                ("person", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.JSONField()),
                ("is_on", models.BooleanField()),
            ],
            options={"db_table": "mailbox"},
        ),
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("seat", models.UUIDField()),
                ("day", models.DateField()),
                ("n", models.IntegerField()),
                ("soon", models.IntegerField()),
                ("tries", models.IntegerField()),
                ("next_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "outbox"},
        ),
        migrations.CreateModel(
            name="FeedRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("seat", models.UUIDField()),
                ("digest", models.BinaryField(unique=True)),
                ("until", models.DateField()),
                ("made_at", models.BigIntegerField()),
            ],
            options={"db_table": "feed"},
        ),
        migrations.AddConstraint(
            "outboxrow", models.UniqueConstraint(fields=("person", "seat"), name="outbox_once")
        ),
        migrations.AddIndex(
            "outboxrow",
            models.Index(fields=["next_at"], condition=models.Q(sent_at=None), name="outbox_waiting"),
        ),
        migrations.AddConstraint(
            "feedrow", models.UniqueConstraint(fields=("person", "seat"), name="feed_once")
        ),
    ]
