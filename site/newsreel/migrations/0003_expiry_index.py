"""The worker asks each second what expires. Wagtail's table has no index for it; few pages ever have the date."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsreel", "0002_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX newsreel_page_expiry ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX newsreel_page_expiry",
        )
    ]
