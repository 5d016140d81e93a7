"""The web server's own log, under the same allow-list as ours: its lines name addresses of pages and of callers."""

import logging

from gunicorn.config import Config
from gunicorn.glogging import Logger

from himaya.kernel.log import IdsOnly


class _Sentence(IdsOnly):
    """Of the server's lines the sentence as its code has it, without what was put in; nothing of one put together."""

    def words(self, record: logging.LogRecord) -> str:
        return str(record.msg) if record.args else ""


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """What `himaya serve` gives gunicorn."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(_Sentence())
