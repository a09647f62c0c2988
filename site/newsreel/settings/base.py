"""Settings that are safe and complete everywhere; the modules beside this one hold only the differences.

Every environment variable is read here (or in production.py for those that production requires), so that
this file is the list of what an operator can set.
"""

from pathlib import Path
from zoneinfo import available_timezones

from django.conf.global_settings import LANGUAGES as _LANGUAGES
from environs import Env, validate

from newsreel.search_engines import search_backends

env = Env()

NONE_OR_MORE = validate.Range(min=0, error="Must be 0 or more.")
ONE_OR_MORE = validate.Range(min=1, error="Must be 1 or more.")

SITE_DIR = Path(__file__).resolve().parents[2]
BASE_DIR = SITE_DIR.parent
DATA_DIR = Path(env.str("NEWSREEL_DATA", default=str(BASE_DIR / "var"))).resolve()

# The only source of absolute addresses; the Site row follows it when the site starts.
NEWSREEL_ORIGIN = env.str("NEWSREEL_ORIGIN", default="http://localhost:8000").rstrip("/")

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("NEWSREEL_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "newsreel",
    "video",
    "news",
    "search",
    "home",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "newsreel.admin.users_app.NewsroomUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsreel.delivery.headers.SecurityHeadersMiddleware",
    "newsreel.delivery.null_bytes.NullByteMiddleware",
    "newsreel.delivery.readers.ReadersRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsreel.throttling.ThrottlingMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "search.elsewhere.answering.EngineAwayMiddleware",
]

ROOT_URLCONF = "newsreel.urls"
WSGI_APPLICATION = "newsreel.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsreel.chrome.chrome",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing half-way: see docs/decisions/0005-tasks-and-sqlite.md.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "newsreel.User"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "newsreel",
            # Each reader who searches has an entry: Django's 300 leave little room for what is remembered of words.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    ),
}

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "video"]},
}

# public: pictures, below MEDIA_URL. private: video and documents, given out by views that ask published().
# staging: uploads in progress.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# Locations are text: Wagtail hands them to the task that deletes a file.
_FILES = "django.core.files.storage.FileSystemStorage"
STORAGES = {
    "default": {
        "BACKEND": _FILES,
        "OPTIONS": {"location": str(MEDIA_ROOT / "public"), "base_url": MEDIA_URL},
    },
    "public": {"BACKEND": _FILES, "OPTIONS": {"location": str(MEDIA_ROOT / "public"), "base_url": MEDIA_URL}},
    "private": {"BACKEND": _FILES, "OPTIONS": {"location": str(MEDIA_ROOT / "private"), "base_url": None}},
    "staging": {"BACKEND": _FILES, "OPTIONS": {"location": str(MEDIA_ROOT / "staging"), "base_url": None}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]

# --- Video ----------------------------------------------------------------------------------------

NEWSREEL_VIDEO_MAX_BYTES = env.int("NEWSREEL_VIDEO_MAX_BYTES", default=20 * 1024**3, validate=ONE_OR_MORE)
# Uploads in progress: how many one user may have, how long one that stands still is kept, and how much of the
# disk they must leave free.
NEWSREEL_UPLOADS_PER_USER = env.int("NEWSREEL_UPLOADS_PER_USER", default=20, validate=ONE_OR_MORE)
NEWSREEL_UPLOAD_KEEP_HOURS = env.int("NEWSREEL_UPLOAD_KEEP_HOURS", default=72, validate=ONE_OR_MORE)
NEWSREEL_UPLOAD_RESERVE_BYTES = env.int(
    "NEWSREEL_UPLOAD_RESERVE_BYTES", default=2 * 1024**3, validate=NONE_OR_MORE
)
# Whether a video needs captions (or a stated reason for none) before it can be published.
NEWSREEL_REQUIRE_CAPTIONS = env.bool("NEWSREEL_REQUIRE_CAPTIONS", default=True)
# Who may frame our player, as in CSP frame-ancestors: “*”, or origins with spaces between them.
NEWSREEL_EMBED_ANCESTORS = env.str("NEWSREEL_EMBED_ANCESTORS", default="*")
# The encoder: the path of an ffmpeg, or “none”. Left empty: the system's, else that of the package imageio-ffmpeg.
NEWSREEL_FFMPEG = env.str("NEWSREEL_FFMPEG", default="")
_PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower")
NEWSREEL_ENCODER_PRESET = env.str(
    "NEWSREEL_ENCODER_PRESET",
    default="veryfast",
    validate=validate.OneOf(_PRESETS, error="Must be a preset of x264, from ultrafast to slower."),
)
NEWSREEL_ENCODER_THREADS = env.int(
    "NEWSREEL_ENCODER_THREADS", default=0, validate=NONE_OR_MORE
)  # 0: as it likes
NEWSREEL_ENCODER_NICE = env.int(
    "NEWSREEL_ENCODER_NICE", default=10, validate=validate.Range(0, 19, error="Must be from 0 to 19.")
)
NEWSREEL_ENCODER_MEMORY_MB = env.int("NEWSREEL_ENCODER_MEMORY_MB", default=8192, validate=NONE_OR_MORE)
# How loud videos play (EBU R128, in LUFS), so that none shouts after another; “off” leaves them as they came.
NEWSREEL_LOUDNESS = env.str(
    "NEWSREEL_LOUDNESS",
    default="-18",
    validate=validate.Regexp(
        r"^(off|-(1\d|2\d|30)(\.\d)?)$", error="Must be “off”, or a loudness in LUFS from -30 to -10."
    ),
)

# --- Search -----------------------------------------------------------------------------------------

# The share of readers' searches that is counted, from 0 (none) to 1 (all), and for how many days.
NEWSREEL_SEARCH_LOG_SHARE = env.float(
    "NEWSREEL_SEARCH_LOG_SHARE", default=1.0, validate=validate.Range(0, 1, error="Must be from 0 to 1.")
)
NEWSREEL_SEARCH_LOG_DAYS = env.int("NEWSREEL_SEARCH_LOG_DAYS", default=400, validate=ONE_OR_MORE)

# How many days the numbers of views are kept.
NEWSREEL_COUNT_DAYS = env.int("NEWSREEL_COUNT_DAYS", default=400, validate=ONE_OR_MORE)

# --- People and safety --------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# How many proxies of ours stand in front, each adding to X-Forwarded-For; 0 believes no such header.
NEWSREEL_PROXIES = env.int("NEWSREEL_PROXIES", default=0, validate=NONE_OR_MORE)
LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "newsreel.delivery.errors.form_expired"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = env.str(
    "NEWSREEL_LANGUAGE",
    default="en",
    validate=validate.OneOf(dict(_LANGUAGES), error="Must be a language that Django knows, as in uk."),
)
TIME_ZONE = env.str(
    "NEWSREEL_TIME_ZONE",
    default="Europe/Kyiv",
    validate=validate.OneOf(available_timezones(), error="Must be a zone's name, as in Europe/Kyiv."),
)
USE_I18N = True
USE_TZ = True

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.str("NEWSREEL_NAME", default="Newsreel")
WAGTAILADMIN_BASE_URL = NEWSREEL_ORIGIN
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILREDIRECTS_AUTO_CREATE = True
# Nothing: the database searches. Else another engine, as in opensearch+https://user:password@host:9200/newsreel.
WAGTAILSEARCH_BACKENDS = search_backends(env.str("SEARCH_URL", default=""))
WAGTAILIMAGES_IMAGE_MODEL = "newsreel.EditorialImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "newsreel.uploads.EditorialImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILDOCS_DOCUMENT_MODEL = "newsreel.EditorialDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("NEWSREEL_LOG_LEVEL", default="WARNING")},
}
