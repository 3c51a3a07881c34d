"""Ray Data: a column of a data set, batch by batch in Arrow, one thread a task."""

import pyarrow as pa
from ray.data import Dataset

import unglue


def fix(dataset: Dataset, column: str = "text") -> Dataset:
    """Return the data set with every space of a column where it belongs."""

    def fixed(batch: pa.Table) -> pa.Table:
        texts = unglue.fix_many(batch[column].to_pylist(), threads=1)
        at = batch.schema.get_field_index(column)
        return batch.set_column(at, batch.schema.field(at), pa.chunked_array([texts], batch[column].type))

    return dataset.map_batches(fixed, batch_format="pyarrow")
