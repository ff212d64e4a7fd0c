"""A real browser without a window, driven over the WebDriver protocol that its driver speaks."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
ESCAPE, TAB, ENTER = "\ue00c", "\ue004", "\ue007"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


@dataclass
class Browser:
    """A session of the browser."""

    port: int
    session: str = ""

    def call(self, method: str, path: str, **content: Any) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, json.dumps(content) if method == "POST" else None)
        answer = json.loads(connection.getresponse().read())["value"]
        connection.close()
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def open(self, path: Path, hash: str = "") -> None:
        """Load a page anew."""
        self.call("POST", f"{self.session}/url", url="about:blank")
        self.call("POST", f"{self.session}/url", url=path.resolve().as_uri() + hash)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a function body returns in the page."""
        return self.call("POST", f"{self.session}/execute/sync", script=script, args=list(arguments))

    def press(self, keys: str) -> None:
        """Keys on what has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", f"{self.session}/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def click(self, css: str) -> None:
        """A click with the mouse."""
        found = self.call("POST", f"{self.session}/element", using="css selector", value=css)
        self.call("POST", f"{self.session}/element/{found[_ELEMENT]}/click")

    def text(self, css: str) -> str:
        """The words of an element as the page shows them."""
        return str(self.run("return document.querySelector(arguments[0]).innerText", css))

    def shown(self, css: str) -> list[str]:
        """The words of those elements that are to be seen."""
        script = (
            "return [...document.querySelectorAll(arguments[0])].filter((e) => e.offsetParent).map((e) => e.innerText)"
        )
        return [str(text).replace("\u00a0", " ") for text in self.run(script, css)]

    def complaints(self) -> list[str]:
        """What the console has been told since it was last asked."""
        return [one["message"] for one in self.call("POST", f"{self.session}/se/log", type="browser")]


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own below a folder."""
    assert DRIVER
    driver = subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, text=True)
    try:
        assert driver.stdout
        port = next(
            int(line.split()[-1].rstrip(".")) for line in driver.stdout if "on port" in line and "started" in line
        )
        made = Browser(port)
        options = {
            "binary": PROGRAM,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
                     f"--user-data-dir={folder}"],
        }  # fmt: skip
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = made.call("POST", "/session", capabilities={"alwaysMatch": wanted})
        made.session = f"/session/{answer['sessionId']}"
        try:
            yield made
        finally:
            made.call("DELETE", made.session)
    finally:
        driver.terminate()
        driver.wait()
