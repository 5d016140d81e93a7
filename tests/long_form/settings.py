"""The settings of the product with the routes of tests/long_form/site.py."""

from pathlib import Path

from himaya.config.settings import *  # noqa: F403
from himaya.config.settings import TEMPLATES

ROOT_URLCONF = "tests.long_form.site"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates", *TEMPLATES[0].get("DIRS", [])]
