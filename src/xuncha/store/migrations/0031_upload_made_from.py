"""A cleaned copy that waits for its form knows which matter it was made from, so that it goes with the key of that matter.

A column that may be empty: no row is rewritten.  Copies that wait already do not know theirs, and go after their seven days.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0030_portal_file")]

    operations = [migrations.AddField("upload", "made_from", models.UUIDField(null=True))]
