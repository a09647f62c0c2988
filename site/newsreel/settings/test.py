"""Tests: nothing from the developer's environment leaks in but the choice of database and cache server."""

import atexit
import shutil
import tempfile
from pathlib import Path

from newsreel.settings.base import *
from newsreel.settings.base import BASE_DIR, CACHES, DATABASES, REDIS_URL, STORAGES, env

SECRET_KEY = "only-for-tests"  # noqa: S105
NEWSREEL_ORIGIN = "http://localhost"
WAGTAILADMIN_BASE_URL = NEWSREEL_ORIGIN
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
TIME_ZONE = "Europe/Kyiv"
LANGUAGE_CODE = "en"

# A file, so that --reuse-db saves Wagtail's migrations on each run.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("NEWSREEL_TEST_DB", default=str(BASE_DIR / ".pytest_db.sqlite3"))
    }
CACHES["default"]["KEY_PREFIX"] = "newsreel-test"
if REDIS_URL:
    # Each of pytest's parallel workers clears its own database, not the others'.
    _worker = env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{int(_worker) % 16}"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "video"]}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="newsreel-test-media-"))
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
for _name in ("default", "public", "private", "staging"):
    _folder = "public" if _name == "default" else _name
    STORAGES[_name]["OPTIONS"]["location"] = str(MEDIA_ROOT / _folder)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = MEDIA_ROOT / "static"
STATIC_ROOT.mkdir()
# Clips of tests are looked at, not watched.
NEWSREEL_ENCODER_PRESET = "superfast"
NEWSREEL_ENCODER_THREADS = 1
NEWSREEL_LOUDNESS = "-18"
NEWSREEL_FFMPEG = ""
