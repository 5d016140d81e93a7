"""Log lines carry a time, a level, a logger, a place in the code and ids. Never a message built from data."""

import logging
import re

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PLAIN = re.compile(r"^[A-Za-z0-9_.:/%=\- ]{1,160}$")


class IdsOnly(logging.Formatter):
    """An allow-list formatter: lines of our own loggers pass when plain; of other loggers only where it happened.

    An exception is told by its class and its place, not by its message, which may quote what somebody typed.
    """

    def words(self, record: logging.LogRecord) -> str:
        """What may stand in the line, if it is plain."""
        return record.getMessage() if record.name.startswith("himaya") else ""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S%z')} {record.levelname} {record.name}"
        words = self.words(record)
        if not _PLAIN.match(words):
            words = " ".join(_UUID.findall(words))
        line = f"{head} {words}".rstrip()
        if record.exc_info and record.exc_info[0] is not None:
            line += f" {record.exc_info[0].__name__}"
            trace = record.exc_info[2]
            while trace is not None:
                code = trace.tb_frame.f_code
                if "himaya" in code.co_filename or trace.tb_next is None:
                    line += f" < {code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}"
                trace = trace.tb_next
        return line
