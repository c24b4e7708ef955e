"""Tables as lists of dictionaries, which notebooks show and of which pandas makes data frames."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from ciigraph.errors import MissingRequirementError

if TYPE_CHECKING:
    import pandas as pd

#: Rows that a notebook shows of a table.
_ROWS_SHOWN = 50


class Records(list[dict[str, Any]]):
    """Rows as dictionaries with the same keys."""

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas data frame; decimals as floating-point numbers, to calculate and draw with.

        Raises:
            MissingRequirementError: pandas isn't installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingRequirementError(
                "data frames need pandas; install it with: pip install 'ciigraph[notebooks]'"
            ) from error
        return pd.DataFrame(
            [{key: float(v) if isinstance(v, Decimal) else v for key, v in row.items()} for row in self]
        )

    def _repr_html_(self) -> str:
        """The first rows as a table; what stands in documents is text here too."""
        columns = list(self[0]) if self else []
        head = "".join(f"<th>{escape(str(column))}</th>" for column in columns)
        rows = [
            "<tr>"
            + "".join(f"<td>{escape('' if (v := row.get(c)) is None else str(v))}</td>" for c in columns)
            + "</tr>"
            for row in self[:_ROWS_SHOWN]
        ]
        more = f"<p>{len(self):,} rows, {_ROWS_SHOWN} shown</p>" if len(self) > _ROWS_SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}"
