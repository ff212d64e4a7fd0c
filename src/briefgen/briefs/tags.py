"""Tags: what optional stretches and joined lists of the wording book and of sections are read as by Jinja2."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class OptionalStretch(Extension):
    """[[ for {indication}]]: prints only when every value in it is known, [[ when trial.ended: ...]] only when the
    condition holds as well; else what follows as [[ otherwise: ...]]."""

    tags = {"optional", "instead"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node:
        """The stretch under its condition and that each of its values, and all on the way to it, is there."""
        tag = next(parser.stream)
        if tag.value == "instead":
            parser.fail("[[otherwise: ]] follows a stretch [[ ]] at once", tag.lineno)
        if parser.stream.skip_if("name:unended"):
            parser.fail("the condition of [[when ...]] ends with a colon", tag.lineno)
        tests = [parser.parse_expression()] if parser.stream.skip_if("name:when") else []
        body = parser.parse_statements(("name:endoptional",), drop_needle=True)
        printed = (each for node in body if isinstance(node, nodes.Output) for each in node.nodes)
        needs = [*tests, *(need for each in printed for need in _needs(each))]
        if not needs:
            parser.fail("an optional stretch [[ ]] prints at least one value, or has a condition", tag.lineno)
        both: nodes.Expr = reduce(lambda left, right: nodes.And(left, right, lineno=tag.lineno), _once(needs))
        return nodes.If(both, body, [], self._instead(parser), lineno=tag.lineno)

    def _instead(self, parser: Parser) -> list[nodes.Node]:
        """What is said in the place of the stretch that has just ended."""
        stream = parser.stream
        end = stream.expect("block_end")
        read = [next(stream)]
        if read[0].test("block_begin") and stream.skip_if("name:instead"):
            return parser.parse_statements(("name:endoptional",), drop_needle=True)
        for token in (*read, stream.current):
            stream.push(token)
        stream.current = end
        return []


def _needs(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """What must be there for a value to be printed, from the outermost thing to the value itself."""
    match node:
        case nodes.TemplateData() | nodes.Const():
            return
        case nodes.Filter(name=name, node=nodes.Expr() as of) if name != "default":
            yield from _needs(of)
            yield node
        case nodes.Getattr(node=of) | nodes.Getitem(node=of):
            yield from _needs(of)
            yield node
        case _:
            yield node


def _once(needs: list[nodes.Expr]) -> list[nodes.Expr]:
    found: list[nodes.Expr] = []
    for need in needs:
        if need not in found:
            found.append(need)
    return found


class JoinedList(Extension):
    """joined by "; ": the items that say something, with a sign or as a list (a, b and c) between them."""

    tags = {"joined"}  # noqa: RUF012

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """Each item set to a name of its own, and those that say something printed."""
        line = next(parser.stream).lineno
        glue = parser.stream.expect("string").value
        as_list = parser.stream.skip_if("name:as") and bool(parser.stream.expect("name:list"))
        parser.stream.expect("block_end")
        made: list[nodes.Node] = []
        before = parser.subparse(("name:item", "name:endjoined"))
        if any(not isinstance(each, nodes.TemplateData) or each.data.strip()
               for node in before if isinstance(node, nodes.Output) for each in node.nodes):  # fmt: skip
            parser.fail("each item of a joined list begins with '- '", line)
        while parser.stream.current.test("name:item"):
            start = next(parser.stream).lineno
            test = parser.parse_expression() if parser.stream.skip_if("name:when") else None
            parser.stream.expect("block_end")
            body = parser.subparse(("name:item", "name:endjoined"))
            item = _set_to(f"item{len(made)}", body, start)
            if test is not None:
                unsaid = nodes.Assign(item.target, nodes.Const(""), lineno=start)
                made.append(nodes.If(test, [item], [], [unsaid], lineno=start))
            else:
                made.append(item)
        next(parser.stream)
        items = nodes.List([nodes.Name(f"item{number}", "load") for number in range(len(made))])
        said = nodes.Filter(items, "said_items", [], [], None, None)
        joined = nodes.Filter(said, "listed" if as_list else "join", [nodes.Const(glue)], [], None, None)
        return [*made, nodes.Output([joined]).set_lineno(line)]


def _set_to(name: str, body: list[nodes.Node], line: int) -> nodes.Assign | nodes.AssignBlock:
    """What an item says set to a name."""
    target = nodes.Name(name, "store")
    if said := _only_expression(body):
        return nodes.Assign(target, said, lineno=line)
    trim = nodes.Filter(None, "trim", [], [], None, None, lineno=line)
    return nodes.AssignBlock(target, trim, body, lineno=line)


def _only_expression(body: list[nodes.Node]) -> nodes.Expr | None:
    """The expression that is all of an item, which may be what an entry says of each of several things."""
    printed = [each for node in body if isinstance(node, nodes.Output) for each in node.nodes]
    spoken = [each for each in printed if not isinstance(each, nodes.TemplateData) or each.data.strip()]
    alone = len(spoken) == 1 and all(isinstance(node, nodes.Output) for node in body)
    return spoken[0] if alone and not isinstance(spoken[0], nodes.TemplateData) else None
