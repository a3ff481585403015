"""What the audit finds in the sample, word for word; and that it is what the exceptions list says by hand."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from kpi_engine.loading import Loaded
from kpi_engine.model.outputs.audit import Audit, FindingKind, PrintedField
from kpi_engine.render.data.audit_rows import render_audit_json
from kpi_engine.render.data.audit_schema import audit_json_schema
from tests.audit.sample import FOLDER, OUTPUTS, audited_sample, loaded_sample
from tests.sample.published import listed_exceptions

FIELD_OF_EXCEPTION = {"direction_of_travel": "dot"}
# The kinds that recompute a value, a RAG or an arrow; the others look at what the exceptions do not list.
RECOMPUTED = {
    FindingKind.RAG,
    FindingKind.DIRECTION,
    FindingKind.EQUAL_VALUES,
    FindingKind.WITHOUT_DATA,
    FindingKind.LEFT_OUT,
    FindingKind.PRINTED_TWICE,
}
# Nothing else contradicts: one letter, one heading, one comparator, and three rows whose parts do not fit.
OTHERS = {
    FindingKind.LETTER: {("EHCASELOAD", PrintedField.POLARITY): 8},
    FindingKind.OUTTURN_YEAR: {("", PrintedField.OUTTURN_YEAR): 99},
    FindingKind.COMPARATOR: {("SISE16", PrintedField.COMPARATOR): 2},
    FindingKind.COPIED_PARTS: {("CYPE1", PrintedField.NUMERATOR): 1, ("CYPE1", PrintedField.DENOMINATOR): 1},
    FindingKind.PARTS: {
        ("EY2", PrintedField.VALUE): 1,
        ("SISE4", PrintedField.NUMERATOR): 1,
        ("SISE4", PrintedField.DENOMINATOR): 1,
    },
}


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return loaded_sample()


@pytest.fixture(scope="module")
def audit(loaded: Loaded) -> Audit:
    return audited_sample(loaded)


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_report_is_as_it_was(name: str, loaded: Loaded, audit: Audit) -> None:
    expected = (FOLDER / name).read_bytes().decode("utf-8")
    assert OUTPUTS[name](loaded, audit) == expected, (
        "if this is meant: python -m tests.audit.sample, and read the difference"
    )


def test_every_exception_listed_by_hand_is_found_and_no_other_rating(audit: Audit) -> None:
    found = {
        (cell.code, cell.area, cell.section, cell.field.value, cell.printed)
        for finding in audit.findings
        if finding.kind in RECOMPUTED
        for cell in finding.cells
    }
    listed = {
        (
            each.at.code,
            each.at.area,
            each.at.section,
            FIELD_OF_EXCEPTION.get(each.at.cell, each.at.cell),
            each.printed,
        )
        for each in listed_exceptions()
    }
    assert found == listed


def test_whatever_else_is_found_is_known(audit: Audit) -> None:
    counted: dict[FindingKind, dict[tuple[str, PrintedField], int]] = {}
    for finding in audit.findings:
        if finding.kind in RECOMPUTED:
            continue
        for cell in finding.cells:
            code = "" if finding.kind is FindingKind.OUTTURN_YEAR else cell.code
            of_kind = counted.setdefault(finding.kind, {})
            of_kind[code, cell.field] = of_kind.get((code, cell.field), 0) + 1
    assert counted == OTHERS


def test_the_arrows_of_cype8_compare_with_two_quarters_back(audit: Audit) -> None:
    (finding,) = (
        each
        for each in audit.findings
        if each.diagnosis is not None and each.diagnosis.hypothesis == "compared_2_back"
    )
    assert finding.headline == (
        "The arrows of CYPE8 fit a comparison two quarters back in all 7 areas, not the previous quarter"
    )
    assert finding.diagnosis is not None
    assert finding.diagnosis.support is not None
    support = finding.diagnosis.support
    assert (support.supported, support.failed, support.cannot_tell) == (3, 0, 4)
    assert finding.diagnosis.alternatives == ()


def test_the_json_keeps_to_its_schema(loaded: Loaded, audit: Audit) -> None:
    schema = audit_json_schema()
    Draft202012Validator.check_schema(schema)
    written = json.loads(render_audit_json(loaded.scorecard, audit))
    Draft202012Validator(schema).validate(written)
    assert [finding["headline"] for finding in written["findings"]] == [
        finding.headline for finding in audit.findings
    ]
