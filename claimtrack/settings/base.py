"""What is the same everywhere. Whatever differs between places comes from the environment."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
import structlog
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from claimtrack.settings.newsdesk import UNFOLD as UNFOLD  # noqa: PLC0414  # a setting

BASE_DIR = Path(__file__).resolve().parents[2]

# So that Django's generic classes take their type in the code: ``ModelAdmin[User]``.
django_stubs_ext.monkeypatch()

env = environ.Env()
_env_file = BASE_DIR / ".env"
if _env_file.is_file():
    # Values that are set already win over the file.
    env.read_env(_env_file)

# --- Applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before the admin, whose templates it replaces.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "apps.newsdesk.apps.NewsdeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_prometheus",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "health_check",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "apps.core",
    "apps.accounts",
    "apps.sources",
    "apps.reports",
    "apps.claims",
    "apps.discrepancies",
    "apps.verifications",
    "apps.publishing",
    "apps.pipeline",
    "apps.newsdesk",
    "apps.api",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "claimtrack.form_charset.FormCharsetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claimtrack.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    # Names the user in the history of every row that the request changes.
    "pghistory.middleware.HistoryMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the theme, some of which the newsdesk puts in its own words.
        "DIRS": [BASE_DIR / "apps" / "newsdesk" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

ROOT_URLCONF = "claimtrack.urls"
WSGI_APPLICATION = "claimtrack.wsgi.application"

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Rows -------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: One plan serves a prepared statement, whatever its arguments (``apps.core.sql``), and it takes
#: the indexes that the tables were given: on today's disks, or in memory, a jump costs little.
_PLANNING = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"


def database(**default: str) -> dict[str, Any]:
    """Return the database that ``DATABASE_URL`` names, or the default.

    Web and workers keep a connection for a minute and test it before use.
    """
    named: dict[str, Any] = env.db_url("DATABASE_URL", **default)
    options = named.get("OPTIONS", {})
    words = f"{options.get('options', '')} {_PLANNING}".strip()
    return named | {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"options": words},
    }


# --- Time, language, files --------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = True
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
#: A report of 5 MB, and what JSON's escapes may add to it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- What a browser may do with our pages -------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
#: What a part of the site needs beyond that, by the start of its path. The two hashes are of
#: style elements that never change: the theme's colours, written by Unfold from UNFOLD,
#: and the one that htmx adds. Where UNFOLD changes, the browser's console names the new hash.
CONTENT_SECURITY_POLICY_ADDITIONS: dict[str, dict[str, list[str]]] = {
    "/newsdesk/": {
        # Alpine, which moves Unfold's menus, evaluates expressions in attributes.
        "script-src": [UNSAFE_EVAL],
        "style-src": [
            "'sha256-CftXQ/6rIQ3AMOrJUsQzoK+KGLgk4scJJlfXyvE/1mQ='",
            "'sha256-bsV5JivYxvGywDAZ22EZJKBFip65Ng9xoJVLbBg7bdo='",
        ],
        "style-src-attr": [UNSAFE_INLINE],
    },
}

# --- The engine ---------------------------------------------------------------------------------

_lexicons = env.str("LEXICON_DIR", default="")
#: A folder of TOML files that add a desk's own words to the engine's lexicons.
LEXICON_DIR: Path | None = Path(_lexicons) if _lexicons else None
#: An installed spaCy pipeline, or its folder, that reads sentences in place of the shipped one.
SYNTAX_PIPELINE = env.str("SYNTAX_PIPELINE", default="")

# --- The queue ----------------------------------------------------------------------------------

#: Days without a new statement after which a discrepancy has lost half of what age takes off.
QUEUE_RECENT_DAYS = env.int("QUEUE_RECENT_DAYS", default=14)

# --- Workers ------------------------------------------------------------------------------------

CELERY_TIMEZONE = "UTC"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
# Rows hold what came of a task; nobody reads a result.
CELERY_TASK_IGNORE_RESULT = True
# A message is done when its work is done, so a killed worker's messages come again.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Seconds after which an unacknowledged message is given to another worker. Longer than any
    # stage takes; the sweep finds lost stages sooner, from their leases.
    "visibility_timeout": 900,
    # A caller that cannot reach Redis learns it in seconds; the sweep sends the message later.
    "socket_connect_timeout": 3,
    "socket_timeout": 30,
    "retry_policy": {"max_retries": 2, "interval_start": 0, "interval_step": 0.2},
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}
# Work outlives a lost connection to Redis: stages are idempotent.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False

# --- The API ------------------------------------------------------------------------------------

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.api.authentication.BearerTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["apps.api.permissions.ModelPermissions"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.api.parsers.BoundedJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["apps.api.v1.filters.base.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "apps.api.pagination.StableCursorPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "apps.api.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "ClaimTrack",
    "DESCRIPTION": "Claims of news reports, who made them, and which of them do not fit.",
    "VERSION": "1",
    "LICENSE": {"name": "Apache-2.0"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Several rows have a status; the document tells them apart.
    "ENUM_NAME_OVERRIDES": {
        "DiscrepancyStatus": "apps.discrepancies.enums.DiscrepancyStatus",
        "PublicationStatus": "apps.reports.enums.PublicationStatus",
        "VerificationStatus": "apps.verifications.enums.VerificationStatus",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Monitoring ---------------------------------------------------------------------------------

#: What Prometheus shows as ``Authorization: Bearer …``; /metrics is hidden where it is empty.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- Logs ---------------------------------------------------------------------------------------

LOG_FORMAT = env.str("LOG_FORMAT", default="console")
# A command speaks to a person by what it prints.
_is_command = Path(sys.argv[0]).name == "manage.py"
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING" if _is_command else "INFO")
_SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_SHARED_PROCESSORS,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _SHARED_PROCESSORS,
        },
        "console": {
            "()": structlog.stdlib.ProcessorFormatter,
            # Plain, since the other way of it prints the values of all variables: a password too.
            "processor": structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            ),
            "foreign_pre_chain": _SHARED_PROCESSORS,
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # The request middleware logs each request once, with its status and user.
        "django.server": {"handlers": [], "propagate": False},
        "django": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
DJANGO_STRUCTLOG_CELERY_ENABLED = True
