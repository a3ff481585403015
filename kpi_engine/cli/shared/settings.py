"""Options that are not on the command line: of ``KPI_*`` environment variables and of the project file.

The command line is stronger than the environment, and the environment than the ``kpi.yaml`` of the current
folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_engine.model.issue import InputError, Issue, Location, error

PREFIX = "KPI_"
# Names of areas have spaces and commas in them.
_BETWEEN_VALUES = ";"
_PROJECT_FILE = Path("kpi.yaml")


@dataclass(frozen=True, slots=True)
class Setting:
    """The values of one option, and the variable or the line of a file that gives them."""

    option: str
    values: tuple[str, ...]
    source: Location


def variable_of(command: str, option: str) -> str:
    """``KPI_RUN_FAIL_ON`` for ``--fail-on`` of ``kpi run``; of every command ``KPI_SCORECARD``."""
    words = option if option == "scorecard" else f"{command} {option}"
    return PREFIX + words.upper().replace(" ", "_").replace("-", "_")


def settings_of(
    command: str, options: Sequence[str], commands: Sequence[str], environment: Mapping[str, str]
) -> list[Setting]:
    """The settings of a command, each option at most once.

    Args:
        command: as it is typed after ``kpi``: ``commentary new``.
        options: the command's long options without hyphens.
        commands: every command there is.
        environment: the environment variables.

    Raises:
        InputError: the project file cannot be read, or names a command or an option of this command that
            does not exist; or a variable begins like the variables of this command and is none.
    """
    issues: list[Issue] = []
    found = {setting.option: setting for setting in _of_project_file(command, options, commands, issues)}
    found |= {setting.option: setting for setting in _of_environment(command, options, environment, issues)}
    if issues:
        raise InputError(issues)
    return list(found.values())


def _of_environment(
    command: str, options: Sequence[str], environment: Mapping[str, str], issues: list[Issue]
) -> Iterable[Setting]:
    known = {variable_of(command, option): option for option in options}
    for name in sorted(environment):
        text = environment[name]
        if name in known and text:
            values = tuple(part.strip() for part in text.split(_BETWEEN_VALUES))
            yield Setting(known[name], values, Location(name))
        elif name not in known and name.startswith(variable_of(command, "")):
            issues.append(_unknown(Location(name), f"kpi {command} knows no variable of this name", known))


def _of_project_file(
    command: str, options: Sequence[str], commands: Sequence[str], issues: list[Issue]
) -> Iterable[Setting]:
    if not _PROJECT_FILE.is_file():
        return
    from kpi_engine.read.scorecard.project_file import read_project_file

    project, problems = read_project_file(_PROJECT_FILE)
    issues.extend(problems)
    for usual in project.options:
        if usual.command not in commands:
            what = f"there is no command kpi {usual.command}"
            issues.append(_unknown(usual.location, what, commands, usual.command))
        elif usual.command == command and usual.option not in options:
            what = f"kpi {command} has no option --{usual.option}"
            issues.append(_unknown(usual.location, what, options, usual.option))
        elif usual.command == command:
            yield Setting(usual.option, usual.values, usual.location)


def _unknown(location: Location, what: str, known: Iterable[str], name: str = "") -> Issue:
    from kpi_engine.model.wording import did_you_mean, joined

    remedy = did_you_mean(name or location.input, known) or f"the names are {joined(list(known))}"
    return error(location, what, remedy)
