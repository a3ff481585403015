"""What each rating counts, where an overall figure is made of points."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen, on_record


@frozen
class Points:
    """What each rating counts."""

    green: Decimal = on_record("green")
    amber: Decimal = on_record("amber")
    red: Decimal = on_record("red")
    further: tuple[tuple[Rag, Decimal], ...] = on_record("further", default=())

    def of(self, rag: Rag) -> Decimal:
        """The points of a rating.

        A further rating without its own points has the points of RED, AMBER or GREEN.

        Raises:
            KeyError: no rating.
        """
        own = dict(self.further).get(rag)
        three = {Rag.GREEN: self.green, Rag.AMBER: self.amber, Rag.RED: self.red}
        return three[rag.base] if own is None else own
