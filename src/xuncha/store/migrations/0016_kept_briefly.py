"""What all processes keep together for some minutes; a new table, so nothing waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0015_newest_and_owed")]

    operations = [
        migrations.CreateModel(
            name="KeptBriefly",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "kept_briefly"},
        ),
    ]
