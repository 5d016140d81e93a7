"""Settings of the web and worker processes. Secure by default; `HIMAYA_MODE=demo` relaxes, and says so on each page."""

import base64
import os
import secrets

from django.utils.csp import CSP

from himaya.config import database, mailer
from himaya.kernel import keys, places

HIMAYA_MODE = places.mode()
HIMAYA_HOME = places.home()
HIMAYA_KEYS = places.keys()
DEMO = HIMAYA_MODE == "demo"
DEBUG = False


def _secret() -> str:
    # Commands that need no store (content check, lint, names) run before any key exists: a throw-away secret then.
    return keys.web_secret(HIMAYA_KEYS) or base64.b64encode(secrets.token_bytes(32)).decode()


SECRET_KEY = _secret()
_hosts = os.environ.get("HIMAYA_HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = [host.strip() for host in _hosts.split(",") if host.strip()]
_HTTPS = not DEMO and os.environ.get("HIMAYA_INSECURE_HTTP") != "1"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if _HTTPS else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "himaya.kernel",
    "himaya.institutions",
    "himaya.publications",
    "himaya.estimates",
    "himaya.legal",
    "himaya.instruments",
    "himaya.persons",
    "himaya.services",
    "himaya.cases",
    "himaya.coordination",
    "himaya.training",
    "himaya.plans",
    "himaya.rights",
    "himaya.conferences",
    "himaya.tasks",
    "himaya.interviews",
    "himaya.reasonings",
    "himaya.determinations",
    "himaya.attestations",
    "himaya.relations",
    "himaya.duplicates",
    "himaya.enquiries",
    "himaya.risks",
    "himaya.safety",
    "himaya.health",
    "himaya.crisis",
    "himaya.packets",
    "himaya.exchange",
    "himaya.returns",
    "himaya.staff_care",
    "himaya.insight",
    "himaya.disclosures",
    "himaya.yearbook",
    "himaya.web",
    "himaya.web.account",
    "himaya.web.frontline",
    "himaya.web.casework",
    "himaya.web.secretariat",
    "himaya.web.monitoring",
    "himaya.web.oversight",
    "himaya.web.legal",
    "himaya.web.reference",
    "himaya.web.why",
    "himaya.web.reply",
    "himaya.web.changes",
    "himaya.web.roundtable",
    "himaya.web.guided",
    "himaya.web.staff",
    "himaya.web.services",
    "himaya.web.plans",
    "himaya.web.rights",
    "himaya.web.conferences",
    "himaya.web.tasks",
    "himaya.web.partner",
    "himaya.web.interviews",
    "himaya.web.reasonings",
    "himaya.web.determinations",
    "himaya.web.attestations",
    "himaya.web.relations",
    "himaya.web.duplicates",
    "himaya.web.enquiries",
    "himaya.web.risks",
    "himaya.web.safety",
    "himaya.web.health",
    "himaya.web.crisis",
    "himaya.web.packets",
    "himaya.web.exchange",
    "himaya.web.returns",
    "himaya.web.staff_care",
    "himaya.web.training",
    "himaya.web.estimates",
    "himaya.web.yearbook",
    "himaya.ops",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "himaya.web.middleware.PageHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "himaya.web.middleware.SessionClock",
    "himaya.web.middleware.WhoActs",
    "himaya.web.middleware.SecondFactor",
    "himaya.web.middleware.OwnPassword",
    "himaya.web.typed.Typed",
    "himaya.web.step_up.StepUp",
    "himaya.web.middleware.Refusals",
]

ROOT_URLCONF = "himaya.config.urls"
WSGI_APPLICATION = "himaya.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "himaya.web.context.page",
            ],
        },
    }
]

DATABASES = {"default": database.from_address(os.environ.get("HIMAYA_DATABASE", ""), home=HIMAYA_HOME)}
# The role as which pages are answered: it owns nothing, and sees of cases what was granted to whoever acts.
HIMAYA_DATABASE_ROLE = database.role_of_pages(DATABASES["default"], os.environ.get("HIMAYA_DATABASE_ROLE", ""))
if os.environ.get("HIMAYA_PAGES_ONLY") == "1" and HIMAYA_DATABASE_ROLE:
    DATABASES["default"]["OPTIONS"]["assume_role"] = HIMAYA_DATABASE_ROLE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all web processes, so that a guess at one counts at the others; holds counters, never content.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # What is counted against guessing lies here: it is not thrown out because others guess too.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "institutions.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "himaya.institutions.password_words.WordsOfTheHouse"},
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
# Wrong tries are counted per account and address together (web/throttle.py), and once more per address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "60/m/ip,5/5m/key",
    "login_failed_known": "5/5m/key",
    # References that opened nothing, whoever's they are (web/casework/search.py).
    "reference_missed": "20/5m/key",
    "calendar": "60/m/ip,12/m/key",
    # A whole room sends its test from behind one address: each code counts for itself, wrong ones by their place.
    "training_test": "20/m/key",
    "training_test_wrong": "60/m/key",
}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
# How many proxies of ours stand in front and append to X-Forwarded-For; without one the peer's own address counts.
HIMAYA_PROXIES = int(os.environ.get("HIMAYA_PROXIES") or 0)
ALLAUTH_TRUSTED_PROXY_COUNT = HIMAYA_PROXIES
MFA_ADAPTER = "himaya.web.account.factors.SealedFactors"
MFA_TOTP_ISSUER = "H"  # Shown in the authenticator: a passer-by must learn nothing.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # A finger, a face or a PIN: two factors in one.
LOGIN_URL = "account:sign_in"

# Over HTTPS a browser keeps a cookie so named for this host alone, for the whole site, and takes it from no other.
_OF_THIS_HOST = "__Host-" if _HTTPS else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{_OF_THIS_HOST}s"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
HIMAYA_IDLE_MINUTES = 15
CSRF_COOKIE_NAME = f"{_OF_THIS_HOST}c"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # Gone with the browser window: nothing says that somebody was here.
CSRF_FAILURE_VIEW = "himaya.web.pages.csrf_failure"
LANGUAGE_COOKIE_NAME = f"{_OF_THIS_HOST}l"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
HIMAYA_BROWSER_COOKIE_NAME = f"{_OF_THIS_HOST}b"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers would post with "Origin: null", which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # The proxy in front redirects; see docs/how-to/install.md.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Where no file is awaited none is kept: Django would write it into a folder, in clear, from anybody and of any size.
FILE_UPLOAD_HANDLERS = ["himaya.web.uploads.Nowhere"]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = sorted(path for path in (places.ROOT / "locale").glob("*") if path.is_dir())
TIME_ZONE = os.environ.get("HIMAYA_TIME_ZONE", "Africa/Casablanca")
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # No other site has a use for our style sheets.
STATIC_ROOT = places.ROOT / "build" / "collected"
STATICFILES_DIRS = [path for path in (places.ROOT / "build" / "static",) if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How long a backup is kept. An old master key is destroyed only when no backup needs it any more.
HIMAYA_BACKUP_DAYS = int(os.environ.get("HIMAYA_BACKUP_DAYS") or 35)
# Within how many days after an erasure the operator turns the master keys: a certificate promises both together.
HIMAYA_TURN_DAYS = int(os.environ.get("HIMAYA_TURN_DAYS") or 31)
# Where a second copy of the journal of erasures is kept, on another disk than the data.
HIMAYA_ERASED = os.environ.get("HIMAYA_ERASED", "")
HIMAYA_BUDGET = "himaya.institutions.budgets.of_roles"
# What a release waits for before its first day is announced: courses that teach its forms (ADR 59).
HIMAYA_COURSES = "himaya.training.queries.courses.stand_in_the_way"
# Who knows the certificates that were issued here, when a qualification is entered by the number of one (ADR 59).
HIMAYA_CERTIFICATES = "himaya.training.queries.certificates.of_number"
# Where the public pages are, as a certificate names it. Never the host that letters name: whoever looked up the one
# would learn what the other is about. Not given, the square on a certificate says its code alone.
HIMAYA_CERTIFICATE_ADDRESS = os.environ.get("HIMAYA_CERTIFICATE_ADDRESS", "").rstrip("/")
# The socket file of a virus scanner on this machine; none is asked when it is empty.
HIMAYA_CLAMD = os.environ.get("HIMAYA_CLAMD", "")
# Mail leaves only through the host listed here (see docs/how-to/install.md); an exercise writes to nobody.
HIMAYA_MAIL_HOST = "" if DEMO else os.environ.get("HIMAYA_MAIL_HOST", "")
HIMAYA_MAIL_FROM = os.environ.get("HIMAYA_MAIL_FROM") or f"noreply@{next(iter(ALLOWED_HOSTS), 'localhost')}"
# Where people come in, as a mail that the worker writes names it.
HIMAYA_ADDRESS = (
    os.environ.get("HIMAYA_ADDRESS") or f"{'https' if _HTTPS else 'http'}://{next(iter(ALLOWED_HOSTS), 'localhost')}"
)
# Where the public pages are, as a letter that somebody carries names it: a host name that says nothing and leads
# nowhere else. Not given, no letter says an address (docs/how-to/install.md).
HIMAYA_PUBLIC_ADDRESS = os.environ.get("HIMAYA_PUBLIC_ADDRESS", "").rstrip("/")
MAILERS = {
    "default": mailer.from_address(
        HIMAYA_MAIL_HOST,
        user=os.environ.get("HIMAYA_MAIL_USER", ""),
        password_file=os.environ.get("HIMAYA_MAIL_PASSWORD_FILE", ""),
    )
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ids": {"()": "himaya.kernel.log.IdsOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ids"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "himaya": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # The proxy redirects to HTTPS.
    "auth.W004",
]
