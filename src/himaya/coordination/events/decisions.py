"""What is written into the audit about decisions, each with a sentence for humans."""

from django.utils.functional import Promise

EVENTS: dict[str, Promise] = {}
