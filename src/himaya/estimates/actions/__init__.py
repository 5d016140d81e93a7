"""Verbs of the estimates: asked for by somebody, made by the worker."""
