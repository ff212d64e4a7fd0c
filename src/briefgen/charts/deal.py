"""Deal structure: the two parties, what is granted from one to the other, and what is paid back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.charts.engine.canvas import Canvas
from briefgen.charts.engine.chart import Chart, alt_text, traced
from briefgen.frozen import frozen
from briefgen.values.facts import Traced
from briefgen.view.company import CompanyView
from briefgen.view.deal import DealView, amended_on

ROLES = {
    "acquisition": ("Acquired", "Acquirer"),
    "joint_venture": ("Party", "Party"),
    "co_development": ("Party", "Party"),
    "co_commercialization": ("Party", "Party"),
    "option": ("Grantor", "Holder of the option"),
    "supply": ("Supplier", "Customer"),
    "distribution": ("Supplier", "Distributor"),
    "manufacturing": ("Manufacturer", "Customer"),
    "research": ("Party", "Party"),
    "cross_license": ("Party", "Party"),
    "merger": ("Party", "Party"),
    "asset_purchase": ("Seller", "Buyer"),
    "royalty_purchase": ("Seller of the royalty", "Buyer of the royalty"),
}
ROYALTY_RATE = "royalties of {}"
PAYMENTS = (
    ("upfront", "{} upfront"),
    ("near_term", "{} in the near term"),
    ("milestones", "{} milestones"),
    ("royalties", "royalties: {}"),
    ("royalty_rate", ROYALTY_RATE),
    ("equity", "equity: {}"),
    ("profit_share", "profit share: {}"),
    ("cost_share", "development costs: {}"),
    ("per_share", "{} per share"),
    ("contingent_value", "{}"),
    ("total", "{} in total"),
)
UNDISCLOSED = "Payments: not in the sources"


def _paid(pattern: str, value: str) -> str:
    """A payment with its noun, which is said once: "tiered royalties" has it already."""
    noun, _, rest = pattern.partition(": ")
    return value if rest and noun in value.casefold() else pattern.format(value)


def since(day: Traced | None) -> str:
    """(since 4 March 2025): of what an amendment states; what was agreed at signing bears the day of signing."""
    if day is None:
        return ""
    return f" (since {day})" if day else " (as amended)"


@frozen
class Payment:
    """What is paid, in the words of its pattern, and the day of the amendment that says so."""

    pattern: str
    value: Traced
    amended: Traced | None

    def __str__(self) -> str:
        return _paid(self.pattern, str(self.value)) + since(self.amended)


@frozen
class Party:
    """One side of a deal."""

    role: str
    name: Traced
    legal_name: Traced | None
    code: Traced | None = None


@frozen
class DealRow:
    """One deal."""

    giver: Party
    taker: Party
    type: Traced
    exclusive: bool
    assets: tuple[Traced, ...]
    rights: tuple[Traced, ...]
    rights_amended: Traced | None
    signed: Traced | None
    payments: tuple[Payment, ...]

    @property
    def grant(self) -> str:
        """Exclusive licence, HS-20089."""
        words = f"exclusive {self.type}" if self.exclusive else str(self.type)
        return f"{words[:1].upper()}{words[1:]}" + (f", {', '.join(map(str, self.assets))}" if self.assets else "")

    @property
    def scope(self) -> str:
        """Develop, manufacture, commercialise  |  20 October 2023."""
        return "  |  ".join(self.scope_parts)

    @property
    def scope_parts(self) -> list[str]:
        """Rights and day, as far as they are known."""
        rights = ", ".join(map(str, self.rights))
        rights = f"{rights[:1].upper()}{rights[1:]}{since(self.rights_amended)}" if rights else ""
        amended = self.rights_amended or any(payment.amended for payment in self.payments)
        signed = f"signed {self.signed}" if self.signed and amended else str(self.signed or "")
        return [part for part in (rights, signed) if part]

    @property
    def paid(self) -> str:
        """What is paid, or that it is not stated."""
        return "; ".join(self.paid_parts) or UNDISCLOSED

    @property
    def paid_parts(self) -> list[str]:
        """Each payment."""
        return [str(payment) for payment in self.payments]


@frozen
class Deals:
    """Deals below each other."""

    rows: tuple[DealRow, ...]


def prepare(deals: DealView | Iterable[DealView]) -> Deals | None:
    """One deal or several."""
    rows = tuple(_row(deal) for deal in (deals if isinstance(deals, Iterable) else (deals,)))
    return Deals(rows) if rows else None


def _row(deal: DealView) -> DealRow:
    giver, taker = ROLES.get(str(deal.type.value or ""), ("Licensor", "Licensee"))
    first = deal.assets[0] if deal.assets else None
    if giver == "Licensor" and first and first.company == deal.licensor and "self-developed" in str(first.origin):
        giver = "Licensor and originator"
    paid = [
        Payment(pattern, value, amended_on(deal, name))
        for name, pattern in PAYMENTS
        if (value := traced(getattr(deal, name)))
    ]
    if deal.royalties and "%" in deal.royalties.text:  # the words state the rate
        paid = [payment for payment in paid if payment.pattern != ROYALTY_RATE]
    elif deal.royalties and "royalt" in deal.royalties.text.casefold():  # the words have the noun
        paid = [replace(one, pattern="rate of {}") if one.pattern == ROYALTY_RATE else one for one in paid]
    return DealRow(
        giver=_party(giver, deal.licensor, None),
        taker=_party(taker, deal.licensee, traced(deal.licensee_entity)),
        type=deal.type,
        exclusive=bool(deal.exclusive),
        assets=tuple(asset.name for asset in deal.assets),
        rights=tuple(deal.rights),
        rights_amended=amended_on(deal, "rights"),
        signed=traced(deal.signed),
        payments=tuple(paid),
    )


def _party(role: str, company: CompanyView, entity: Traced | None) -> Party:
    legal = entity or next((traced(found.name) for found in company.legal_names), None)
    code = traced(company.listings[0].code) if not entity and company.listings else None
    return Party(role, company.name, legal, code)


# --- layout --------------------------------------------------------------------------------------------------

BOX = 0.2885
"""Share of the width that a party takes."""
HIGH = {"slide": 1.42, "page": 1.0}
LARGE = {"slide": 18.0, "page": 12.0}


def lay_out(numbers: Deals, canvas: Canvas) -> None:
    """Each deal in a row of its own."""
    y = 0.0
    for index, row in enumerate(numbers.rows):
        top = y + (0.2 * canvas.stretch if index else 0.0)
        bottom = _deal(row, canvas, top)
        y = canvas.end_row(y, bottom - y, "none")
    canvas.height = y


def _deal(row: DealRow, canvas: Canvas, y: float) -> float:
    width = canvas.width * BOX
    left, right = width, canvas.width - width
    parties = max(_party_height(row.giver, canvas), _party_height(row.taker, canvas))
    height = max(HIGH[canvas.medium], parties, _arrows_height(row, canvas))
    _party_box(row.giver, canvas, 0.0, y, height)
    _party_box(row.taker, canvas, right, y, height)
    _arrows(row, canvas, left, right, y, height)
    return y + height


def _inset(canvas: Canvas) -> float:
    return 0.2 if canvas.medium == "slide" else 0.11


def _party_lines(party: Party, canvas: Canvas) -> tuple[list[str], list[str], list[str]]:
    room = canvas.width * BOX - 2 * _inset(canvas)
    legal = f"{party.legal_name or ''}" + (f" ({party.code})" if party.code else "")
    return (
        canvas.wrap(party.role, canvas.sizes.text, room),
        canvas.wrap(str(party.name), LARGE[canvas.medium], room, bold=True),
        canvas.wrap(legal.strip(), canvas.sizes.small + 0.5, room) if legal.strip() else [],
    )


def _party_height(party: Party, canvas: Canvas) -> float:
    role, name, legal = _party_lines(party, canvas)
    words = canvas.leading(canvas.sizes.text, len(role)) + canvas.leading(LARGE[canvas.medium], len(name))
    return words + canvas.leading(canvas.sizes.small + 0.5, len(legal)) + 0.09 + 2 * _inset(canvas) * 0.75


def _party_box(party: Party, canvas: Canvas, x: float, y: float, height: float) -> None:
    role, name, legal = _party_lines(party, canvas)
    inset = _inset(canvas)
    canvas.box(x, y, canvas.width * BOX, height, canvas.strong)
    top = canvas.lines(x + inset, y + inset * 0.65, role, canvas.sizes.text, "phase_1") + 0.04
    top = canvas.lines(x + inset, top, name, LARGE[canvas.medium], "white", bold=True) + 0.05
    canvas.lines(x + inset, top, legal, canvas.sizes.small + 0.5, "phase_1")


def _texts(row: DealRow, canvas: Canvas) -> tuple[list[str], list[str], list[str]]:
    """Above and below the grant arrow, and below the payment arrow."""
    room = canvas.width * (1 - 2 * BOX) - 0.3
    sizes = canvas.sizes
    return (
        canvas.wrap(row.grant, sizes.name, room, bold=True),
        _scope_lines(row, canvas, room),
        _paid_lines(row, canvas, room),
    )


def _paid_lines(row: DealRow, canvas: Canvas, room: float) -> list[str]:
    """Payments in one line where they fit, else below each other."""
    if not row.payments or canvas.measure(row.paid, canvas.sizes.text) <= room:
        return canvas.wrap(row.paid, canvas.sizes.text, room, italic=not row.payments)
    return [line for part in row.paid_parts for line in canvas.wrap(part, canvas.sizes.text, room)]


def _scope_lines(row: DealRow, canvas: Canvas, room: float) -> list[str]:
    """Rights and day in one line where they fit, else below each other."""
    if canvas.measure(row.scope, canvas.sizes.text) <= room:
        return [row.scope] if row.scope else []
    return [line for part in row.scope_parts for line in canvas.wrap(part, canvas.sizes.text, room)]


def _arrows_height(row: DealRow, canvas: Canvas) -> float:
    grant, scope, paid = _texts(row, canvas)
    sizes = canvas.sizes
    return canvas.leading(sizes.name, len(grant)) + canvas.leading(sizes.text, len(scope) + len(paid)) + 0.52


def _arrows(row: DealRow, canvas: Canvas, left: float, right: float, y: float, height: float) -> None:
    grant, scope, paid = _texts(row, canvas)
    sizes, center = canvas.sizes, (left + right) / 2
    slack = height - _arrows_height(row, canvas)
    y += 0.04 + slack * 0.25
    y = canvas.lines(center, y, grant, sizes.name, canvas.strong, bold=True, align="center") + 0.1
    canvas.arrow(left, right - 0.02, y, canvas.accent)
    y = canvas.lines(center, y + 0.08, scope, sizes.text, "slate", align="center") + 0.15 + slack * 0.5
    if row.payments:
        canvas.arrow(right, left + 0.02, y, canvas.accent)
        canvas.lines(center, y + 0.08, paid, sizes.text, "ink", align="center")
    else:
        canvas.arrow(right, left + 0.02, y, "steel", 1.5, dashed=True)
        canvas.lines(center, y + 0.08, paid, sizes.text, "slate", italic=True, align="center")


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def describe(numbers: Deals) -> str:
    """Deal by deal: parties, grant, day, payments."""
    clauses = []
    for row in numbers.rows:
        scope = "".join(f", {part}" for part in row.scope_parts)
        parties = f"of {row.giver.name} and {row.taker.name}"
        if row.giver.role != row.taker.role:
            parties = f"from {row.giver.name} ({row.giver.role.lower()}) to {row.taker.name} ({row.taker.role.lower()})"
        clauses.append(f"{row.grant} {parties}{scope}; {_lower_first(row.paid)}")
    return alt_text("Deal structure", clauses)


CHART = Chart(
    name="deal",
    summary="Parties of a deal, what is granted and what is paid",
    needs="one deal or several",
    prepare=prepare,
    lay_out=lay_out,
    describe=describe,
)
