"""An account knows whether its password is still the one of a printed slip, which passed through other hands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0027_bands")]

    operations = [
        migrations.AddField("account", "is_from_slip", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(
            "UPDATE store_account SET is_from_slip = true WHERE last_login IS NULL AND NOT is_demo",
            migrations.RunSQL.noop,
        ),
    ]
