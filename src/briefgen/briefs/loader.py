"""Loading: templates and the wording book found below their folder, read as text and handed to Jinja2."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import FileSystemLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.loaders import split_template_path

from briefgen import cache
from briefgen.briefs.braces import with_doubled
from briefgen.briefs.section import section_as_template
from briefgen.briefs.wording import WrittenEntry, as_template, entry_templates, is_wording, wording_files
from briefgen.files import UnreadableError, read_file
from briefgen.values.signs import Unfit, unfit

WRITTEN = (".j2", ".md")
"""How the files end that people write: templates and the wording book."""
MAX_TEMPLATE = 1_000_000


class UnfitSignError(TemplateSyntaxError):
    """A template holds a sign that no document can hold."""

    def __init__(self, found: Unfit, source: str, name: str, filename: str | None) -> None:
        super().__init__(found.message, source.count("\n", 0, found.index) + 1, name, filename)
        self.code = found.code


class Compiled(BytecodeCache):
    """Compiled templates, by name and content, of this process and of those before it: compiling costs far more than
    rendering. All that was compiled of one file, as are the entries of the wording book, is kept as one."""

    def __init__(self) -> None:
        self.code: dict[str, dict[str, CodeType]] = {}
        """By what stands for a file and all that compiles it: code by the content that it was compiled of."""
        self._new: set[str] = set()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled of the same content."""
        bucket.code = self._file(self.key(bucket)).get(bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled, to be kept with what else is."""
        assert bucket.code is not None
        key = self.key(bucket)
        self._file(key)[bucket.checksum] = bucket.code
        self._new.add(key)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """What is compiled meanwhile is kept at the end."""
        try:
            yield
        finally:
            while self._new:
                key = self._new.pop()
                cache.keep("templates", key, marshal.dumps(self.code[key]))

    def key(self, bucket: Bucket) -> str:
        """What the code depends on beside the text: its file, what entries take, what compiles it, and filters that are
        run meanwhile."""
        environment: Any = bucket.environment
        code = cache.code_of("briefs", "lexicon", "records", "values", "view")
        return cache.key_of(bucket.key, environment.takes_key, code, cache.versions_of("jinja2"))

    def _file(self, key: str) -> dict[str, CodeType]:
        if key not in self.code:
            kept = cache.found("templates", key)
            self.code[key] = marshal.loads(kept) if kept else {}
        return self.code[key]


COMPILED = Compiled()


class Loader(FileSystemLoader):
    """Reads a brief's own templates and, by their path, all others; nothing outside the templates folder."""

    def __init__(self, root: Path, folder: str) -> None:
        self.root = root.resolve()
        self._book: dict[str, tuple[tuple[int, int, int] | None, Mapping[str, WrittenEntry]]] = {}
        super().__init__([self.root / folder, self.root])

    def get_source(self, environment: Any, template: str) -> Any:
        """A template's text as Jinja2 reads it, its file, and whether that is still the same."""
        path = self._found(template)
        if path is None:
            raise TemplateNotFound(template)
        contents = as_jinja(template, self._read(template, path), path)
        read = _stamp(path)
        return contents, path, lambda: self._found(template) == path and _stamp(path) == read

    def book(self) -> Iterator[tuple[str, str, Mapping[str, WrittenEntry]]]:
        """The files of the wording book, by name and path, with their entries; read again when changed."""
        for file in wording_files(self.root):
            name, path, stamp = file.relative_to(self.root).as_posix(), str(file), _stamp(str(file))
            if path not in self._book or self._book[path][0] != stamp:
                self._book[path] = stamp, entry_templates(with_doubled(self._read(name, path), path), path)
            yield name, path, self._book[path][1]

    def _read(self, template: str, path: str) -> str:
        """What a template's writer has typed, unless no document could hold it."""
        try:
            contents = read_template(Path(path), self.root)
        except UnreadableError as error:
            raise UnreadableError(error.code, f"'{template}' {error.message}", error.hint) from None
        if found := unfit(contents):
            raise UnfitSignError(found, contents, template, path)
        return contents

    def _found(self, template: str) -> str | None:
        """Where a template lies; its own folder comes first."""
        places = (_below(place, template) for place in self.searchpath)
        return next((path for path in places if os.path.lexists(path)), None)


def _stamp(path: str) -> tuple[int, int, int] | None:
    """What changes with a file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _below(folder: str, template: str) -> str:
    """A template's place in a folder; TemplateNotFound for a name that leads out of it."""
    return os.path.join(folder, *split_template_path(template))


def read_template(path: Path, templates: Path) -> str:
    """The text of a template; UnreadableError where it is no text or lies outside the templates folder."""
    try:
        return read_file(path, MAX_TEMPLATE, templates).decode("utf-8")
    except UnicodeDecodeError as error:
        hint = "save the file with the encoding UTF-8"
        raise UnreadableError("unreadable-template", f"cannot be read as UTF-8 text: {error}", hint) from None


def as_jinja(template: str, source: str, path: str = "") -> str:
    """A template, given by its path below the folder, as Jinja2 reads it; TemplateSyntaxError where its lines of plain
    words, or a file of the wording book, cannot be understood."""
    name = path or template
    written = with_doubled(source, name)
    if is_wording(template):
        return as_template(written, name)
    return section_as_template(written, name, "pages" if template.startswith("pages/") else "slides")
