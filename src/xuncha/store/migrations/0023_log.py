"""The verifiable log: three new tables, so nothing waits.  The acts that are there are taken in by the worker."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0022_portal")]

    operations = [
        migrations.CreateModel(
            name="LogEntry",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(unique=True)),
                ("entry", models.BinaryField()),
            ],
            options={"db_table": "log_entry"},
        ),
        migrations.CreateModel(
            name="LogGrowth",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("position", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "log_growth"},
        ),
        migrations.CreateModel(
            name="LogBatch",
            fields=[
                ("first_leaf", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hour", models.DateTimeField(unique=True)),
                ("first_entry", models.BigIntegerField()),
                ("n_real", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField()),
            ],
            options={"db_table": "log_batch"},
        ),
    ]
