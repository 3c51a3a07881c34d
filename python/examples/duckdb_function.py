"""DuckDB: a function for SQL, which gets a vector of texts at a time."""

import duckdb
import pyarrow as pa

import unglue


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the function `unglue(VARCHAR)` to a connection."""

    def fixed(texts: pa.ChunkedArray) -> pa.Array:
        return pa.array(unglue.fix_many(texts.to_pylist()), pa.string())

    connection.create_function("unglue", fixed, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")
