"""PySpark: a column of a data frame, batch by batch in Arrow, one thread a worker."""

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame

import unglue


def fix(frame: DataFrame, column: str = "text") -> DataFrame:
    """Return the frame with every space of a column where it belongs."""

    def fixed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            texts = unglue.fix_many(batch[column].to_pylist(), threads=1)
            at = batch.schema.get_field_index(column)
            yield batch.set_column(at, batch.schema.field(at), pa.array(texts, batch[column].type))

    return frame.mapInArrow(fixed, frame.schema)
