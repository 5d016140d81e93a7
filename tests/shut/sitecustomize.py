"""Loaded by every Python that a test starts: it reaches this machine and nothing else, and a try is written down.

Python reads a module of this name at its start from the path that `tests/running.py` gives. What is written goes to the
file that `EGRESS_NOTES` names; `serving` fails when there is one. Files of sockets are no network.
"""

import ipaddress
import os
import sys

_HERE = ("localhost", "", None)


def _is_here(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in _HERE:
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _look(event: str, given: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        place = given[1]
        host = place[0] if isinstance(place, tuple) else ""
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = given[0]
    else:
        return
    if _is_here(host):
        return
    if notes := os.environ.get("EGRESS_NOTES"):
        with open(notes, "a", encoding="utf-8") as out:
            out.write(f"{event} {host}\n")
    raise PermissionError("no way out while testing")


sys.addaudithook(_look)
