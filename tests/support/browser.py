"""A real browser without a window, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@dataclass
class Browser:
    """A page of the browser, and what its console was told."""

    page: Page
    said: list[str] = field(default_factory=list)

    def open(self, path: Path, hash: str = "") -> None:
        """Load a page anew."""
        self.page.goto("about:blank")
        self.page.goto(path.resolve().as_uri() + hash)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body returns in the page."""
        return self.page.evaluate(f"(given) => (function () {{ {script} }}).apply(null, given)", list(arguments))

    def write(self, text: str) -> None:
        """Text typed on what has the focus."""
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Keys, by their names, on what has the focus."""
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, css: str) -> None:
        """A click with the mouse."""
        self.page.click(css)

    def text(self, css: str) -> str:
        """The words of an element as the page shows them."""
        return self.page.inner_text(css)

    def shown(self, css: str) -> list[str]:
        """The words of those elements that are to be seen."""
        found = (one.inner_text() for one in self.page.locator(css).all() if one.is_visible())
        return [text.replace("\u00a0", " ") for text in found]

    def barriers(self, scheme: Literal["light", "dark"]) -> list[str]:
        """What axe-core finds in the page as it stands, in light or dark colours: each rule with its first place."""
        self.page.emulate_media(color_scheme=scheme)
        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['help']} at {one['nodes'][0]['target']}" for one in found]

    def complaints(self) -> list[str]:
        """What the console has been told since it was last asked."""
        told = [*self.said]
        self.said.clear()
        return told


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with a new profile."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"])
        try:
            page = chromium.new_page(viewport={"width": 1400, "height": 1000})
            made = Browser(page)
            page.on("console", lambda message: made.said.append(message.text))
            page.on("pageerror", lambda error: made.said.append(str(error)))
            yield made
        finally:
            chromium.close()
