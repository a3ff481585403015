"""What published files give away of the figures that they withhold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from kpi_engine.commands.outsider.data_rows import DataRow, number_of
from kpi_engine.commands.outsider.project import Project
from kpi_engine.commands.outsider.published_files import PublishedFiles, last_edition
from kpi_engine.commands.outsider.told_in_rows import told_in_rows, withholds_its_parts
from kpi_engine.model.figures.withheld import Place, WithheldFigure, WorkedOut
from kpi_engine.model.frozen import frozen
from kpi_engine.publish.layout import MANIFEST
from kpi_engine.publish.ledger.known import earlier_editions
from kpi_engine.withhold.labels import Labels
from kpi_engine.withhold.outsider import Numbers, Published, worked_out
from kpi_engine.withhold.rounded_counts import rounds
from kpi_engine.withhold.said import Said
from kpi_engine.withhold.said_in_documents import numbers_of, said_in, told_by


@frozen
class Findings:
    """What can be worked out, and how many figures are withheld."""

    told: tuple[WorkedOut, ...]
    withheld: int


def findings_of(files: PublishedFiles, project: Project, below: int) -> Findings:
    """Everything that files say of withheld figures, or that can be worked out from them."""
    rule = project.scorecard.small_numbers
    mark = "" if rule is None else rule.mark
    labels = Labels(project.indicators, project.areas, project.scorecard.as_at, mark)
    said = said_in(files.documents, labels)
    published = _published(files, said, project)
    exact = _without_rounded(published, project)
    told = [
        *told_in_rows(files.rows, published.withheld, project.defined, below),
        *told_by(said, published.withheld),
        *_told_before(files, published.withheld, project, labels),
        *worked_out(exact, project.indicators, project.areas, below),
    ]
    return Findings(tuple(told), len(published.withheld))


def _published(files: PublishedFiles, said: Sequence[Said], project: Project) -> Published:
    """What is in print, in rows or on pages, and what is withheld by any of them."""
    defined = project.defined
    listed = _listed(files.edition)
    numbers: dict[Place, Numbers] = {}
    values: dict[Place, Fraction] = {}
    withheld = set()
    for row in files.rows:
        place = row.place(defined)
        if place is None or not defined[place.code].people:
            continue
        if row.label in listed or row.is_marked or withholds_its_parts(row):
            withheld.add(place)
        else:
            numbers[place] = row.numbers(defined[place.code])
            value = number_of(row.get("value"))
            if value is not None:
                values[place] = Fraction(value)
    people = {code for code, indicator in defined.items() if indicator.people}
    withheld |= {each.place for each in said if each.is_withheld and each.place.code in people}
    for place, shown in numbers_of(said, defined).items():
        if place.code in people:
            numbers.setdefault(place, shown)
    return Published(numbers, values, frozenset(withheld))


def _without_rounded(published: Published, project: Project) -> Published:
    """What is in print without rounded counts: they make no sums, and are made of what is withheld safely."""
    rule = project.scorecard.small_numbers
    if rule is None or not rule.rounds_counts_to:
        return published
    rounded = {indicator.code for indicator in project.indicators if rounds(indicator)}
    numbers = {place: shown for place, shown in published.numbers.items() if place.code not in rounded}
    values = {place: value for place, value in published.values.items() if place.code not in rounded}
    withheld = frozenset(each for each in published.withheld if each.code not in rounded)
    return Published(numbers, values, withheld)


def _listed(edition: Path | None) -> frozenset[WithheldFigure]:
    """The figures that the manifest of an edition lists as withheld."""
    manifest = None if edition is None else edition / MANIFEST
    if manifest is None or not manifest.is_file():
        return frozenset()
    return frozenset(
        WithheldFigure(*labels) for labels in json.loads(manifest.read_bytes()).get("withheld", ())
    )


def _told_before(
    files: PublishedFiles, withheld: frozenset[Place], project: Project, labels: Labels
) -> Iterator[WorkedOut]:
    """Withheld figures that another edition shows, by the ledger or in the files of the last edition."""
    if files.edition is None:
        return
    defined = project.defined
    for figure, where in sorted(earlier_editions(Path(project.scorecard.output_folder)).shown.items()):
        labels_of = {"code": figure.code, "area": figure.area, "period": figure.period, "kind": figure.kind}
        place = DataRow("", labels_of).place(defined)
        if place is not None and place in withheld:
            yield WorkedOut(place, "value", 0, None, f"{where} shows it")
    before = last_edition(files.edition)
    if before is None:
        return
    for row in before.rows:
        place, value = row.place(defined), row.get("value")
        if place is not None and place in withheld and value and not row.is_marked:
            yield WorkedOut(place, "value", 0, None, f"the last edition shows it: {row.file} says {value}")
    for told in told_by(said_in(before.documents, labels), withheld):
        yield told._replace(how=f"the last edition shows it: {told.how}")
