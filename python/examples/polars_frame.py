"""polars: an expression for a column, by all cores."""

import polars as pl

import unglue


def fix(column: str = "text") -> pl.Expr:
    """Return an expression of a column with every space where it belongs."""
    return pl.col(column).map_batches(
        lambda texts: pl.Series(texts.name, unglue.fix_many(texts), dtype=pl.String), return_dtype=pl.String
    )
