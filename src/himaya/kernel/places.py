"""Where this installation keeps its data and its keys. Read from the environment once, before settings."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def mode() -> str:
    """`demo` only when asked for; anything else is `production`, so that forgetting is safe."""
    return "demo" if os.environ.get("HIMAYA_MODE") == "demo" else "production"


def home() -> Path:
    """The data directory (`HIMAYA_HOME`; by default `var/` beside the code)."""
    return Path(os.environ.get("HIMAYA_HOME") or ROOT / "var").resolve()


def keys() -> Path:
    """The key directory: in demo inside the data directory, in production where `HIMAYA_KEYS` or systemd says."""
    chosen = os.environ.get("HIMAYA_KEYS") or os.environ.get("CREDENTIALS_DIRECTORY")
    if chosen:
        return Path(chosen).resolve()
    return home() / "keys" if mode() == "demo" else Path("/etc/himaya/keys")
