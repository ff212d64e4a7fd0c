"""The command `briefgen explain`: problem codes, records, fields, words and forms of values."""

from __future__ import annotations

import click

from briefgen.cli.output import answer


@click.command(short_help="Explain a problem, a record, a field or a word.")
@click.argument("words", nargs=-1, metavar="[CODE | KIND | KIND.FIELD | LIST | WORD]")
def explain(words: tuple[str, ...]) -> None:
    """Explain a problem code, a kind of record, a field, a list of words, a form of value, or any word.

    \b
    briefgen explain untraced-number     what a problem means, and how to mend it
    briefgen explain event               the fields of a record, with an example
    briefgen explain event.type          one field, with every word it takes
    briefgen explain stage               a list of words; also: value, date, territory
    briefgen explain hazard ratio        every place in which a word stands

    Alone it lists all codes, kinds and lists.
    """
    from briefgen.explain.plain_text import problem_text
    from briefgen.explain.problem_pages import problem_pages

    topic = " ".join(words).strip()
    wanted = topic.lower()
    if page := problem_pages().get(wanted):
        answer(problem_text(page))
        return
    from briefgen.explain.record_text import explained, overview, topics
    from briefgen.problems import did_you_mean

    if not words:
        answer(overview())
        return
    text = explained(topic)
    if not text:
        near = did_you_mean(wanted, topics())
        reason = near or "`briefgen explain` lists all that can be"
        raise click.BadParameter(f"'{topic}' cannot be explained; {reason}", param_hint="'TOPIC'")
    answer(text)
