"""What is written into the audit about people, each with a sentence for humans."""

from django.utils.functional import Promise

EVENTS: dict[str, Promise] = {}
