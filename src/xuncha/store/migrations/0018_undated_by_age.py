"""What is owed without a date, the longest owed first, by an index: the list of duties reads it page after page.

About 1 s for each million duties, and nobody writes meanwhile.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0017_duties_by_rule")]

    operations = [
        migrations.AddIndex(
            "dutyrow",
            models.Index(
                fields=["opened_on", "id"],
                condition=models.Q(state="open", due_at=None),
                name="duty_open_undated",
            ),
        ),
    ]
