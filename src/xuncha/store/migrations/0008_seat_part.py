"""A seat keeps the part its body plays, so that no page need know the kinds of bodies of any regulation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0007_files")]

    operations = [
        migrations.AddField("seatrow", "part", models.TextField(db_default="")),
    ]
