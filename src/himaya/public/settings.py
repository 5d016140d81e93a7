"""Settings of the public process. It has no key, so nothing here may sign, remember or sign anybody in."""

import os

from django.utils.csp import CSP

from himaya.kernel import places
from himaya.public import database

HIMAYA_HOME = places.home()
DEMO = places.mode() == "demo"
DEBUG = False
SECRET_KEY = ""  # Django refuses to sign with an empty key: that is the point.
_hosts = os.environ.get("HIMAYA_PUBLIC_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
# How many proxies in front of the socket file append to X-Forwarded-For (docs/how-to/install.md).
HIMAYA_PROXIES = max(1, int(os.environ.get("HIMAYA_PROXIES") or 1))

INSTALLED_APPS = ["django.contrib.staticfiles", "himaya.publications", "himaya.public"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "himaya.public.headers.FixedHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "himaya.public.urls"
WSGI_APPLICATION = "himaya.public.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

DATABASES = {"default": database.read_only(os.environ.get("HIMAYA_DATABASE", ""), home=HIMAYA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [places.ROOT / "locale" / "public"]
TIME_ZONE = os.environ.get("HIMAYA_TIME_ZONE", "Africa/Casablanca")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = places.ROOT / "build" / "collected"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ids": {"()": "himaya.kernel.log.IdsOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ids"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
