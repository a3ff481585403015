"""What a run says, to a log and to somebody who watches."""

from __future__ import annotations

import io
import json

from kpi_engine.commands.run.log import RunLog


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def said_on(stream: io.StringIO, *, as_json: bool = False, quiet: bool = False) -> str:
    log = RunLog(stream, as_json=as_json, quiet=quiet)
    log.step("area made", "Kent: made", area="Kent")
    log.progress(1, 2, "Kent")
    log.tell("area failed", "Swale: left out", area="Swale")
    log.progress(2, 2, "Swale")
    log.tell("published", "published 2024-08-e1")
    return stream.getvalue()


def test_a_log_has_a_line_a_step_with_its_time() -> None:
    lines = said_on(io.StringIO()).splitlines()
    assert [line.partition(" ")[2] for line in lines] == [
        "Kent: made",
        "Swale: left out",
        "published 2024-08-e1",
    ]
    assert all(line[:2] == "20" and line[10] == "T" for line in lines)


def test_a_watcher_sees_one_changing_line_and_what_matters() -> None:
    clear = "\r\x1b[K"
    assert said_on(Terminal()) == (
        f"{clear}1 of 2: Kent{clear}Swale: left out\n{clear}2 of 2: Swale{clear}{clear}published 2024-08-e1\n"
    )


def test_json_lines_are_json_lines_on_a_terminal_too() -> None:
    lines = [json.loads(line) for line in said_on(Terminal(), as_json=True).splitlines()]
    assert [(line["event"], line["text"]) for line in lines] == [
        ("area made", "Kent: made"),
        ("area failed", "Swale: left out"),
        ("published", "published 2024-08-e1"),
    ]


def test_who_asks_for_errors_only_gets_what_somebody_must_look_at() -> None:
    for stream in (io.StringIO(), Terminal()):
        (line,) = said_on(stream, quiet=True).splitlines()
        assert line.endswith(" Swale: left out")
    (line,) = said_on(io.StringIO(), as_json=True, quiet=True).splitlines()
    assert json.loads(line)["event"] == "area failed"
