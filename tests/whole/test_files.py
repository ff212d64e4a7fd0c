"""Reading a file of the user: never a wait, never more than asked, never outside the folder."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from briefgen.files import UnreadableError, read_file


def refused(path: Path, inside: Path | None = None, limit: int = 100) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_file(path, limit, inside)
    return caught.value


def test_a_regular_file_is_read_whole(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"\r\n\x1a" * 33 + b"x")
    assert read_file(tmp_path / "a", 100, tmp_path) == b"\r\n\x1a" * 33 + b"x"


def test_a_pipe_a_folder_a_socket_and_a_device_are_named_and_never_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").message == "is a named pipe, not a file"
    assert refused(tmp_path).message == "is a folder, not a file"
    assert refused(Path("/dev/zero")).message == "is a device, not a file"
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s")
        assert refused(Path(short) / "s").message == "is a socket, not a file"


def test_a_file_over_the_limit_is_refused(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x" * 101)
    assert refused(tmp_path / "a").code == "too-large"


def test_a_file_that_says_it_is_empty_and_is_not_is_refused():
    error = refused(Path("/proc/self/maps"))
    assert (error.code, error.message) == ("too-large", "has more than 100 bytes; the limit is 100")


@pytest.mark.parametrize("folder", [False, True])
def test_links_do_not_lead_out_of_the_folder(tmp_path: Path, folder: bool):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret").write_text("secret")
    (tmp_path / "in").mkdir()
    link = tmp_path / "in" / "link"
    link.symlink_to(tmp_path / "out" if folder else tmp_path / "out" / "secret")
    error = refused(link / "secret" if folder else link, tmp_path / "in")
    assert (error.code, error.message) == ("outside-project", "leads out of the folder in")
    assert "copy what it leads to" in error.hint


def test_a_link_within_the_folder_and_a_folder_that_is_a_link_are_fine(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_text("a")
    (tmp_path / "real" / "link").symlink_to("a")
    (tmp_path / "named").symlink_to(tmp_path / "real")
    assert read_file(tmp_path / "named" / "link", 100, tmp_path / "named") == b"a"


@pytest.mark.parametrize("target", ["nowhere", "loop"])
def test_a_broken_link_is_told(tmp_path: Path, target: str):
    (tmp_path / "loop").symlink_to(target)
    error = refused(tmp_path / "loop", tmp_path)
    assert error.code == "unreadable"
    assert "leads nowhere" in error.hint


def test_a_name_no_system_knows_is_unreadable(tmp_path: Path):
    assert refused(tmp_path / "a\0b").code == "unreadable"
    assert refused(tmp_path / ("a" * 300)).code == "unreadable"
