"""Entry point of the command line: runs a command and turns the project's errors into one line and an exit code."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line."""
    from ciigraph.cli.app import app  # noqa: PLC0415 - errors while importing are to be caught here too
    from ciigraph.errors import CiigraphError  # noqa: PLC0415

    try:
        app(prog_name="ciigraph")
    except CiigraphError as error:
        print(f"ciigraph: {error}", file=sys.stderr)  # noqa: T201 - the one place where errors are told
        sys.stdout.flush()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`ciigraph … | head`): nothing is left to say, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("ciigraph: interrupted; the store is as it was before", file=sys.stderr)  # noqa: T201
        sys.exit(130)


if __name__ == "__main__":
    main()
