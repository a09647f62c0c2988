from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_index_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="queryday",
            name="partly",
            field=models.PositiveIntegerField(default=0, verbose_name="found in part"),
        ),
    ]
