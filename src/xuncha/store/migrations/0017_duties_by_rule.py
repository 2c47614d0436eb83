"""What was lately owed under a rule, by an index: the clause's page shows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0016_kept_briefly")]

    operations = [
        migrations.AddIndex("dutyrow", models.Index(fields=["rule", "opened_by"], name="duty_by_rule")),
    ]
