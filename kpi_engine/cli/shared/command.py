"""The class of every command: the options that all have, and settings from elsewhere.

Nothing heavy is imported here: ``kpi --help`` must answer at once. typer's own contexts and parameters are
``Any``: their classes are typer's or click's, by the version of typer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from kpi_engine.commands.shared.notices import Verbosity, detail, say, verbosity, will_write

HELP_OPTIONS = ("-h", "--help")
# The arguments by which commands take the scorecard, perhaps with other files behind it.
_BY_POSITION = ("scorecard", "path", "files")
# What a command makes, by the name of its parameter; without a value it makes nothing.
_OUTPUTS = ("output", "html", "as_yaml", "workbook")
_WRITERS = ("init", "import", "convert", "run", "withdraw", "commentary new")
# Where what is found out while the command line is parsed waits until the command runs.
_SCORECARD, _DETAILS = "kpi_engine.scorecard", "kpi_engine.details"


class Command(TyperCommand):
    """A command with ``-s``, ``-q`` and ``-v``, whose options may also be set elsewhere.

    ``-s`` is added where the scorecard is an argument; other commands declare it themselves.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if _scorecard_argument(self) is not None:
            self.params.append(_scorecard_option())
        self.params += [
            _verbosity_option("quiet", "Say errors only.", Verbosity.QUIET),
            _verbosity_option("verbose", "Also say what was read and set, and the time.", Verbosity.VERBOSE),
        ]

    def get_short_help_str(self, limit: int = 0) -> str:
        """The whole first sentence, which the list of commands wraps; ``limit`` would cut it."""
        return " ".join((self.help or "").strip().partition("\n\n")[0].split())

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, with settings from elsewhere for what the command line does not say.

        Raises:
            InputError: a setting is wrong.
        """
        will_write(is_so=_path_of(ctx) in _WRITERS)
        say(Verbosity.USUAL)
        if not ctx.resilient_parsing and not set(HELP_OPTIONS) & set(args):
            ctx.default_map = dict(_settings(self, ctx))
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        _put_scorecard(self, ctx)
        will_write(is_so=_writes(ctx))
        if verbosity() is not Verbosity.VERBOSE:
            return super().invoke(ctx)
        return self._invoke_in_detail(ctx)

    def _invoke_in_detail(self, ctx: Any) -> Any:
        from kpi_engine.read.input_files import recording
        from kpi_engine.read.places import display_path

        began = time.monotonic()
        for line in ctx.meta[_DETAILS]:
            detail(line)
        with recording() as read:
            try:
                return super().invoke(ctx)
            finally:
                for file in read.files():
                    detail(f"Read {display_path(file.path)}: {file.size:,} bytes")
                detail(f"It took {time.monotonic() - began:.2f} seconds.")


def _writes(ctx: Any) -> bool:
    """Whether the command leaves something behind when it succeeds."""
    if _path_of(ctx) in _WRITERS:
        return not bool(ctx.params.get("dry_run"))
    return any(ctx.params.get(name) is not None for name in _OUTPUTS)


def _path_of(ctx: Any) -> str:
    """``commentary new``: the command as it is typed after ``kpi``."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.command.name)
        ctx = ctx.parent
    return " ".join(names)


def _scorecard_argument(command: TyperCommand) -> Any:
    """The argument by which a command takes the scorecard, or None."""
    found = (each for each in command.params if each.name in _BY_POSITION and not _is_option(each))
    return next(found, None)


def _is_option(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "option")


def _scorecard_option() -> TyperOption:
    return TyperOption(
        param_decls=["scorecard_option", "--scorecard", "-s"],
        type=Path,
        metavar="SCORECARD.yaml",
        help="The same as the argument, as every command takes it.",
        expose_value=False,
        callback=_remember_scorecard,
    )


def _remember_scorecard(ctx: Any, parameter: Any, value: Path | None) -> None:
    if value is not None:
        ctx.meta[_SCORECARD] = value, ctx.get_parameter_source(parameter.name).name == "COMMANDLINE"


def _put_scorecard(command: TyperCommand, ctx: Any) -> None:
    """Give the command the scorecard that ``-s`` or a variable names; an argument is stronger."""
    if _SCORECARD not in ctx.meta:
        return
    path, is_typed = ctx.meta[_SCORECARD]
    argument = _scorecard_argument(command)
    given = ctx.params[argument.name]
    if argument.name == "files":
        ctx.params["files"] = [path, *(given or [])]
    elif given is None:
        ctx.params[argument.name] = path
    elif is_typed:
        raise typer.BadParameter("name the scorecard once: by position or with --scorecard")


def _verbosity_option(name: str, help_text: str, meaning: Verbosity) -> TyperOption:
    def remember(_ctx: Any, _parameter: Any, value: bool | None) -> None:
        if value:
            say(meaning)

    return TyperOption(
        param_decls=[f"--{name}", f"-{name[0]}"],
        is_flag=True,
        help=help_text,
        expose_value=False,
        callback=remember,
    )


def _settings(command: TyperCommand, ctx: Any) -> Iterator[tuple[str, Any]]:
    """The settings from elsewhere by parameter, each known to be a setting that its option takes."""
    from kpi_engine.cli.shared.settings import settings_of
    from kpi_engine.model.issue import InputError, Issue, error

    options = {_long_name(each): each for each in command.params if _is_option(each)}
    issues: list[Issue] = []
    ctx.meta[_DETAILS] = []
    for setting in settings_of(_path_of(ctx), list(options), _commands_below(ctx.find_root()), os.environ):
        parameter = options[setting.option]
        ctx.meta[_DETAILS].append(f"{setting.source} sets --{setting.option}: {'; '.join(setting.values)}")
        try:
            yield str(parameter.name), _value(ctx, parameter, setting.values)
        except typer.BadParameter as problem:
            issues.append(error(setting.source, f"--{setting.option}: {problem.message}"))
    if issues:
        raise InputError(issues)


def _long_name(parameter: Any) -> str:
    return str(next(name for name in parameter.opts if name.startswith("--"))).removeprefix("--")


def _value(ctx: Any, parameter: Any, values: Sequence[str]) -> Any:
    """The values of a setting as the option takes them.

    Raises:
        typer.BadParameter: the option takes no such value, or not several.
    """
    if not parameter.multiple and len(values) != 1:
        raise typer.BadParameter("only one value can be given")
    value = list(values) if parameter.multiple else values[0]
    parameter.type_cast_value(ctx, value)
    return value


def _commands_below(root: Any) -> list[str]:
    """Every command there is, as it is typed after ``kpi``."""
    found = []
    for name, command in root.command.commands.items():
        below = getattr(command, "commands", None)
        found += [name] if below is None else [f"{name} {each}" for each in below]
    return found
