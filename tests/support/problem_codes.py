"""Every problem code that the program can raise, read from its source.

Whatever takes a `code` and a `message` speaks of problems: Problem itself, classes that become one, and helpers. The codes
are the texts that callers hand to them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "briefgen"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Raised:
    """Places by code, and places whose code is not understood."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def raised_codes(folder: Path = SOURCE) -> Raised:
    """The codes of every module under a folder; a call that hands over no message is no speaker of problems."""
    trees = {
        path.relative_to(folder).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))
    }
    speakers = {name: dict(_speakers(tree)) for name, tree in trees.items()}
    methods = {
        called: index for known in speakers.values() for called, index in known.items() if called.startswith(".")
    }
    found = Raised()
    for name, tree in trees.items():
        here = {**methods, **dict(_imported(tree, speakers)), **speakers[name]}
        for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, Function))):
            for call in _own_calls(scope):
                index = here.get(_called(call))
                for value in _argument(call, index) if index is not None else ():
                    for code in _texts(value, scope, tree):
                        if code is None:
                            found.unknown.append(f"{name}:{value.lineno}: {ast.unparse(value)}")
                        else:
                            found.codes.setdefault(code, []).append(f"{name}:{value.lineno}")
    return found


def _speakers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Callables with a code and a message, as they are called (".say" on an object), with the position of the code."""
    for node in ast.walk(tree):
        inner = [item for item in ast.iter_child_nodes(node) if isinstance(item, Function)]
        for function in inner:
            names = [argument.arg for argument in function.args.args]
            method = names[:1] == ["self"]
            if {"code", "message"} <= set(names):
                called = (
                    node.name
                    if isinstance(node, ast.ClassDef) and function.name == "__init__"
                    else "." * method + function.name
                )
                yield called, names.index("code") - method
        if isinstance(node, ast.ClassDef):
            fields = [
                item.target.id
                for item in node.body
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
            ]
            if {"code", "message"} <= set(fields):
                yield node.name, fields.index("code")


def _imported(tree: ast.Module, speakers: dict[str, dict[str, int]]) -> Iterator[tuple[str, int]]:
    """Speakers that a module imports by name, also through a package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            folder = "/".join(node.module.split(".")[1:])
            for alias in node.names:
                for name, known in speakers.items():
                    if alias.name in known and name.startswith(folder):
                        yield alias.asname or alias.name, known[alias.name]


def _own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    """Calls in a scope, those in functions inside it apart."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, Function):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from _own_calls(node)


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return f".{name}"
    return ""


def _argument(call: ast.Call, index: int) -> list[ast.expr]:
    if index + 1 < len(call.args):
        return [call.args[index]]
    return [keyword.value for keyword in call.keywords if keyword.arg == "code"]


def _texts(value: ast.expr, scope: ast.AST, tree: ast.Module) -> Iterator[str | None]:
    """What an expression may be: texts, nothing where it hands on a code it was given, None where it is not understood."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=first, orelse=second):
            yield from _texts(first, scope, tree)
            yield from _texts(second, scope, tree)
        case ast.Attribute(attr="code"):
            return
        case ast.Name(id="code") if isinstance(scope, Function) and "code" in {a.arg for a in scope.args.args}:
            return
        case ast.Name(id=name):
            given = [*_given(scope, name, tree)]
            for item in given:
                yield from _texts(item, scope, tree)
            if not given:
                yield None
        case _:
            yield None


def _given(scope: ast.AST, name: str, tree: ast.Module) -> Iterator[ast.expr]:
    """Expressions that a name is given in a scope."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[target], value=value):
                yield from _unpacked(target, value, name, tree)
            case ast.For(target=target, iter=ast.Tuple(elts=items)):
                for item in items:
                    yield from _unpacked(target, item, name, tree)


def _unpacked(target: ast.expr, value: ast.expr, name: str, tree: ast.Module) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(id=found), _ if found == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for inner, item in zip(targets, values, strict=True):
                yield from _unpacked(inner, item, name, tree)
        case ast.Tuple(), ast.IfExp(body=first, orelse=second):
            yield from _unpacked(target, first, name, tree)
            yield from _unpacked(target, second, name, tree)
        case ast.Tuple(), ast.Call(func=ast.Name(id=called)):
            for function in (node for node in ast.walk(tree) if isinstance(node, Function) and node.name == called):
                for answer in (node for node in ast.walk(function) if isinstance(node, ast.Return)):
                    if isinstance(answer.value, ast.Tuple):
                        yield from _unpacked(target, answer.value, name, tree)
