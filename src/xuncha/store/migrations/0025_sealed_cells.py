"""Whether sealed cells are as they were: a column that may be empty, so nothing waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0024_custodian_key")]

    operations = [
        migrations.AddField("importedrow", "apart", models.BinaryField(null=True)),
    ]
