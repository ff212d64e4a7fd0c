"""What is kept between builds: found again, bounded, and never trusted when it is damaged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefgen import cache
from briefgen.cache import MOST_BYTES, cache_folder, caching, clear, contents, found, keep, kept, key_of, trim
from briefgen.cli.main import cli


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def refuse() -> bytes:
    raise AssertionError("it is kept, and need not be made")


def test_what_was_made_once_is_not_made_again() -> None:
    key = key_of("a chart", 1.5)
    assert kept("charts", key, lambda: b"picture") == b"picture"
    assert kept("charts", key, refuse) == b"picture"
    assert found("charts", key_of("a chart", 1.50001)) is None


def test_the_folder_is_that_of_the_system_unless_one_is_named(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert cache_folder() == folder
    monkeypatch.delenv("BRIEFGEN_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/briefgen")


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 200])
def test_what_is_damaged_is_made_again(folder: Path, damage: bytes) -> None:
    key = key_of("a chart")
    keep("charts", key, b"picture")
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    path.write_bytes(damage)
    assert found("charts", key) is None
    assert kept("charts", key, lambda: b"anew") == b"anew"
    assert found("charts", key) == b"anew"


def test_a_folder_in_the_place_of_what_is_kept_is_no_error(folder: Path) -> None:
    key = key_of("a chart")
    (folder / "charts" / key[:2] / key).mkdir(parents=True)
    assert kept("charts", key, lambda: b"picture") == b"picture"


def test_nothing_is_kept_where_it_cannot_be(folder: Path) -> None:
    folder.write_text("a file in the place of the folder")
    assert kept("charts", key_of("a chart"), lambda: b"picture") == b"picture"
    assert contents() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_that_everybody_may_write_into_is_not_believed(folder: Path) -> None:
    key = key_of("a chart")
    keep("charts", key, b"picture")
    folder.chmod(0o777)
    cache.is_trusted.cache_clear()
    assert found("charts", key) is None
    assert "is not used" in CliRunner().invoke(cli, ["cache"]).output
    cache.is_trusted.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="homes are found otherwise")
def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFGEN_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert kept("charts", key_of("a chart"), lambda: b"picture") == b"picture"
    assert contents() == ()
    clear()


def test_off_it_keeps_and_finds_nothing(folder: Path) -> None:
    key = key_of("a chart")
    with caching(False):
        assert kept("charts", key, lambda: b"one") == b"one"
        assert not folder.exists()
    keep("charts", key, b"two")
    with caching(False):
        assert found("charts", key) is None


def test_what_was_not_used_for_longest_goes_first(folder: Path) -> None:
    for number in range(10):
        keep("charts", key_of(number), bytes(1000))
        (path,) = folder.rglob(key_of(number))
        os.utime(path, (number, number))
    assert found("charts", key_of(0)) == bytes(1000)  # used again
    trim(9000)
    assert [found("charts", key_of(number)) is None for number in range(10)] == [False, *[True] * 4, *[False] * 5]


def test_all_may_be_trimmed_and_a_link_is_none_of_it(folder: Path, tmp_path: Path) -> None:
    keep("charts", key_of("a chart"), bytes(1000))
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    path.with_name("link").symlink_to(tmp_path / "elsewhere")
    trim(0)
    assert contents() == ()
    assert path.with_name("link").is_symlink()


def test_nothing_is_kept_in_a_folder_into_which_everybody_may_write(folder: Path) -> None:
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    keep("charts", key_of("a chart"), b"picture")
    assert list(folder.iterdir()) == []


def test_two_processes_keep_the_same_at_once(folder: Path) -> None:
    work = (
        "from briefgen.cache import kept, key_of\n"
        "for n in range(200): assert kept('charts', key_of(n % 7), lambda: bytes(n % 7 * 5000)) == bytes(n % 7 * 5000)"
    )
    running = [subprocess.Popen([sys.executable, "-c", work]) for _ in range(3)]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert [(one.kind, one.entries) for one in contents()] == [("charts", 7)]
    assert not list(folder.rglob("*.part"))


def test_the_command_shows_and_clears(folder: Path) -> None:
    keep("charts", key_of("a chart"), bytes(2_000_000))
    (folder / "mine.txt").write_text("not of briefgen")
    shown = CliRunner().invoke(cli, ["cache"])
    assert shown.output.split()[:4] == ["charts", "1", "2.0", "MB"]
    assert f"{MOST_BYTES // 1_000_000}.0 MB" in shown.output
    assert '"entries": 1' in CliRunner().invoke(cli, ["cache", "--json"]).output
    CliRunner().invoke(cli, ["cache", "clear"])
    assert contents() == ()
    assert (folder / "mine.txt").exists()
    clear()
