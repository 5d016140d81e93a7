"""The modules of one name that rooms have, so that a lower room learns from those above and imports none of them.

Which rooms are installed and what they have does not change under a running process: it is looked up once per name.
"""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


@lru_cache(maxsize=32)
def modules(name: str) -> tuple[ModuleType, ...]:
    """Each room's module of this name, in the order in which rooms are installed: the lower room first."""
    rooms = [one.name for one in apps.get_app_configs() if one.name.startswith("himaya.")]
    # The kernel's own modules are those that ask.
    names = [f"{room}.{name}" for room in rooms if room != "himaya.kernel"]
    return tuple(import_module(one) for one in names if find_spec(one) is not None)
