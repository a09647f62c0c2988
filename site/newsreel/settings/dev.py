"""A laptop: SQLite, no services. `make run` uses this with NEWSREEL_DEBUG unset, so error pages are the real ones."""

from newsreel.settings.base import *
from newsreel.settings.base import DATA_DIR, env

DEBUG = env.bool("NEWSREEL_DEBUG", default=False)
ALLOWED_HOSTS = env.list("NEWSREEL_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "0.0.0.0"])  # noqa: S104
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def _local_secret() -> str:
    """A secret of this checkout alone: made at first start, kept beside the database, never committed."""
    from django.core.management.utils import get_random_secret_key

    path = DATA_DIR / "secret_key"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            file.write(get_random_secret_key())
        path.chmod(0o600)
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = env.str("NEWSREEL_SECRET_KEY", default="") or _local_secret()
