"""DataFusion: a scalar function for SQL and expressions."""

import pyarrow as pa
from datafusion import ScalarUDF, SessionContext, udf

import unglue


def function() -> ScalarUDF:
    """Return the function `unglue(Utf8)`."""

    def fixed(texts: pa.Array) -> pa.Array:
        return pa.array(unglue.fix_many(texts.to_pylist()), pa.string())

    return udf(fixed, [pa.string()], pa.string(), "immutable", name="unglue")


def register(context: SessionContext) -> None:
    """Add the function to a context."""
    context.register_udf(function())
