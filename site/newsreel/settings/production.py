"""A server: PostgreSQL, Redis, HTTPS. Everything comes from the environment, and nothing unsafe starts.

docs/operations.md explains each variable; deploy/newsreel.env is an example to copy.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsreel.settings.base import *
from newsreel.settings.base import (
    CACHES,
    DATABASES,
    NEWSREEL_ORIGIN,
    NONE_OR_MORE,
    ONE_OR_MORE,
    STORAGES,
    env,
)


def _required(name: str, what: str) -> str:
    """The value of a variable that has no safe default."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {what}.")
    return value


DEBUG = False
if env.bool("NEWSREEL_DEBUG", default=False):
    raise ImproperlyConfigured("NEWSREEL_DEBUG is on: production never shows its insides, unset it.")

SECRET_KEY = _required("NEWSREEL_SECRET_KEY", "give it 50 or more random characters and keep them secret")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("NEWSREEL_SECRET_KEY is too weak: give it 50 or more random characters.")
# Old keys, so that sessions and links survive a change of the key.
SECRET_KEY_FALLBACKS = env.list("NEWSREEL_OLD_SECRET_KEYS", default=[])

# --- Address ------------------------------------------------------------------------------------

_required("NEWSREEL_ORIGIN", "it is the public address of the site, as in https://news.example.org")
_origin = urlsplit(NEWSREEL_ORIGIN)
if _origin.scheme != "https" or not _origin.hostname or _origin.path or _origin.query:
    raise ImproperlyConfigured("NEWSREEL_ORIGIN must be https:// and a host name, without a path.")
# Health checks come from the same machine or the load balancer, under its own name.
ALLOWED_HOSTS = env.list("NEWSREEL_HOSTS", default=[_origin.hostname, "localhost", "127.0.0.1"])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("NEWSREEL_HOSTS must name the hosts: “*” would believe any of them.")
CSRF_TRUSTED_ORIGINS = [NEWSREEL_ORIGIN]

# The proxy in front ends TLS and says so; it must set this header itself and drop what a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
NEWSREEL_PROXIES = env.int("NEWSREEL_PROXIES", default=1, validate=NONE_OR_MORE)
SECURE_SSL_REDIRECT = env.bool("NEWSREEL_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int("NEWSREEL_HSTS_SECONDS", default=31_536_000, validate=NONE_OR_MORE)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("NEWSREEL_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("NEWSREEL_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# X-Frame-Options cannot name partners: the frame-ancestors of newsreel.delivery.headers does its work.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

# --- Services -----------------------------------------------------------------------------------

_required("DATABASE_URL", "it says where PostgreSQL is, as in postgres://user:password@host/newsreel")
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name."
    )
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("NEWSREEL_DATABASE_KEEP_SECONDS", default=60),
    CONN_HEALTH_CHECKS=True,
)
_required("REDIS_URL", "it says where the cache is, as in redis://localhost:6379/0")
CACHES["default"].update(KEY_PREFIX="newsreel", TIMEOUT=300)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Names with a fingerprint, so that browsers may keep files for ever; gzip made once, when they are collected.
STORAGES["staticfiles"] = {"BACKEND": "newsreel.static_files.FingerprintedStorage"}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_mail = env.dj_email_url("NEWSREEL_EMAIL_URL", default="smtp://localhost:25")
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("NEWSREEL_EMAIL_FROM", default=f"newsroom@{_origin.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL

# --- Size ---------------------------------------------------------------------------------------

# Processes and threads of `make serve`; systemd units say it themselves.
NEWSREEL_WEB_WORKERS = env.int("NEWSREEL_WEB_WORKERS", default=2, validate=ONE_OR_MORE)
NEWSREEL_WEB_THREADS = env.int("NEWSREEL_WEB_THREADS", default=4, validate=ONE_OR_MORE)
