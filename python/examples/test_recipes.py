"""The recipes, each with its engine: rows come out as the core has them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from unglue import Checker

WORDS = (
    "there are no plans for the fair in November although people said that they would have come to London with their "
    "friends and colleagues because it was often important"
).split()
NUMBER = 3000


def row(chance: random.Random) -> str | None:
    """Return a sentence that may have lost a space, or has one too many; one row in fifty is null."""
    if chance.random() < 0.02:
        return None
    words = chance.choices(WORDS, k=12)
    at = chance.randrange(22)
    text = "".join(word + ("" if nth == at else " ") for nth, word in enumerate(words)).strip() + "."
    return text.replace("colleagues", chance.choice(["colleagues", "coll eagues"]))


ROWS = [row(random.Random(seed)) for seed in range(NUMBER)]
CHECKER = Checker()
WANTED = [None if text is None else CHECKER.fix(text) for text in ROWS]


def test_the_rows_have_something_to_fix() -> None:
    changed = sum(given != wanted for given, wanted in zip(ROWS, WANTED, strict=True))
    assert NUMBER / 4 < changed < NUMBER
    assert ROWS.count(None) > 20


@pytest.mark.parametrize("recipe", ["pyspark_frame.py", "ray_dataset.py"])
def test_a_recipe_is_short(recipe: str) -> None:
    assert len((Path(__file__).parent / recipe).read_text("utf-8").splitlines()) < 30


def test_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession
    from pyspark_frame import fix

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = (
        builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    )
    try:
        frame = spark.createDataFrame(list(enumerate(ROWS)), "id int, text string").repartition(4)
        rows = fix(frame).collect()
    finally:
        spark.stop()
    assert [text for _, text in sorted(rows, key=lambda row: row["id"])] == WANTED


def test_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    # Workers are to have the packages of this environment, whatever started it.
    monkeypatch.setenv("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    import pyarrow as pa
    import ray
    from ray_dataset import fix

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    try:
        table = pa.table({"id": range(NUMBER), "text": pa.array(ROWS, pa.string())})
        rows = fix(ray.data.from_arrow(table).repartition(4)).take_all()
    finally:
        ray.shutdown()
    assert [row["text"] for row in sorted(rows, key=lambda row: row["id"])] == WANTED


def test_datatrove() -> None:
    from datatrove.data import Document
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove_formatter import UnglueFormatter

    texts = [text for text in ROWS if text is not None]

    def documents() -> Iterator[Document]:
        return (Document(text=text, id=str(nth)) for nth, text in enumerate(texts))

    # Behind the formatter of ftfy, which has nothing to do here.
    fixed = [document.text for document in UnglueFormatter(CHECKER).run(FTFYFormatter().run(documents()))]
    assert fixed == [text for text in WANTED if text is not None]
    ruined = Checker(mode="document")
    assert [document.text for document in UnglueFormatter().run(documents())] == [ruined.fix(text) for text in texts]


def test_polars() -> None:
    import polars as pl
    from polars_frame import fix

    frame = pl.DataFrame({"text": ROWS})
    assert frame.with_columns(fix())["text"].to_list() == WANTED
    assert frame.lazy().with_columns(fix()).collect()["text"].to_list() == WANTED


def test_duckdb() -> None:
    import duckdb
    import pyarrow as pa
    from duckdb_function import register

    table = pa.table({"id": range(NUMBER), "text": pa.array(ROWS, pa.string())})
    with duckdb.connect() as connection:
        register(connection)
        connection.register("given", table)
        rows = connection.sql("SELECT unglue(text) FROM given ORDER BY id").fetchall()
    assert [text for (text,) in rows] == WANTED


def test_datafusion() -> None:
    import pyarrow as pa
    from datafusion import SessionContext
    from datafusion_function import register

    context = SessionContext()
    register(context)
    context.from_arrow(pa.table({"id": range(NUMBER), "text": pa.array(ROWS, pa.string())}), "given")
    table = context.sql("SELECT unglue(text) AS text FROM given ORDER BY id").to_arrow_table()
    assert table["text"].to_pylist() == WANTED


def test_pandas() -> None:
    import pandas as pd
    from pandas_frame import fix

    texts = pd.Series(ROWS, name="text", dtype="str", index=range(5, NUMBER + 5))
    fixed = fix(texts)
    assert fixed.index.equals(texts.index)
    assert [None if pd.isna(text) else text for text in fixed] == WANTED
