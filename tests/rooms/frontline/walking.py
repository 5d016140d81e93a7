"""Walking through the first line as a browser would: each step posts what the page before it carried."""

from typing import Any

from django.apps import apps
from django.test import Client

KINDS = ("police", "labour", "health", "social", "border", "ngo")
FORMS = (*(f"first-line-{kind}" for kind in KINDS), "first-line-child", "first-line-labour-site")


class Walk:
    """One worker's way. `page` is the last answer; its text is `text`."""

    def __init__(self, client: Client, kind: str) -> None:
        self.client, self.kind = client, kind
        self.page: Any = None

    @property
    def text(self) -> str:
        return str(self.page.content.decode())

    @property
    def sealed(self) -> str:
        return str(self.page.context["sealed"])

    @property
    def offer(self) -> dict[str, Any]:
        return dict(self.page.context["sheet"].offer)

    def begin(self, about: str = "person", region: str = "north") -> "Walk":
        fields = {"here": "opening", "about": about, "region": region}
        self.page = self.client.post(f"/worried/{self.kind}/", fields)
        return self

    def press(self, go: str, **fields: Any) -> "Walk":
        """Press a button of the present page of the first line."""
        carried = {"sheet": self.sealed, "here": self.page.context["here"], "go": go}
        self.page = self.client.post(f"/worried/{self.kind}/", {**carried, **fields})
        return self

    def speak(self, language: str, **fields: Any) -> "Walk":
        """Press a language button: the same form is sent, with what stands in it."""
        carried = {"sheet": self.sealed, "here": self.page.context["here"], "language": language}
        self.page = self.client.post(self.address, {**carried, **fields})
        return self

    @property
    def address(self) -> str:
        return str(self.page.request["PATH_INFO"])

    def answer(self, **answers: str) -> "Walk":
        """Fill in every screen with these answers and press on to the result."""
        while self.page.context["here"] == "ask":
            self.press("next", **answers)
        return self

    def offer_it(self) -> "Walk":
        """From the result into the hand-over."""
        self.page = self.client.post("/hand-over/", {"sheet": self.sealed, "here": "result", "go": "offer"})
        return self

    def hand(self, go: str = "next", **fields: Any) -> "Walk":
        """Fill in the present page of the hand-over."""
        carried = {"sheet": self.sealed, "here": self.page.context["here"], "go": go}
        self.page = self.client.post("/hand-over/", {**carried, **fields})
        return self

    def arrive(self) -> "Walk":
        """Follow where the last answer leads."""
        self.page = self.client.get(self.page.headers["Location"])
        return self


def row_counts() -> dict[str, int]:
    """How many rows every table holds."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models() if model._meta.managed}
