"""Entry point of the command line: runs a command and turns errors into one line and an exit code."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`ciigraph … | head`): nothing is left to say, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        code = 0
    sys.exit(code)


def _run() -> int:
    """Run the command; its exit code.

    Raises:
        BrokenPipeError: nobody reads the output any more.
    """
    from ciigraph.cli.app import app  # noqa: PLC0415 - errors while importing are to be caught here too
    from ciigraph.errors import CiigraphError  # noqa: PLC0415

    try:
        code = app(prog_name="ciigraph", standalone_mode=False)
    except CiigraphError as error:
        return _tell(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except SystemExit as leaving:
        # Typer leaves by itself where a pipe broke, as if the command had failed.
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
    except Exception as error:
        # Wrong use, by Typer: its classes have lain in two packages, so they are known by what they can do.
        if not hasattr(error, "format_message"):
            raise
        return _tell_wrong_use(error)
    if code == _INTERRUPTED:
        return _tell("interrupted; the store is as it was before", code)
    return code if isinstance(code, int) else 0


def _tell_wrong_use(error: Exception) -> int:
    from ciigraph.wrong_values import in_words  # noqa: PLC0415 - only where something went wrong

    problems = getattr(error.__cause__, "errors", None)
    if callable(problems):  # of the library that Typer checks values with
        option = getattr(error, "param", None)
        error.message = in_words(  # type: ignore[attr-defined]
            problems()[0], getattr(option, "min", None), getattr(option, "max", None)
        )
    message, context = error.format_message().rstrip("."), error.ctx  # type: ignore[attr-defined]
    if "\n" in message:  # the help of a command that was given nothing
        print(message, file=sys.stderr)  # noqa: T201 - as below
    else:
        _tell(f"{message[:1].lower()}{message[1:]}; see {context.command_path if context else 'ciigraph'} --help", 2)
    return int(error.exit_code)  # type: ignore[attr-defined]


def _tell(message: str, code: int) -> int:
    """Print an error, the one place where that is done; returns the exit code."""
    from ciigraph.cli.output import visible  # noqa: PLC0415 - only where something went wrong

    print(f"ciigraph: {visible(message)}", file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    main()
