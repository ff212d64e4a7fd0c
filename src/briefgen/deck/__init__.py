"""Deck: a document cut and fitted into slides, without any PowerPoint."""

from briefgen.deck.cut import cut_deck
from briefgen.deck.dump import dump_deck
from briefgen.deck.shapes import Deck, Slide

__all__ = ["Deck", "Slide", "cut_deck", "dump_deck"]
