"""pandas: a column of a data frame, by all cores."""

import pandas as pd

import unglue


def fix(texts: pd.Series) -> pd.Series:
    """Return a column with every space where it belongs; what is missing stays missing."""
    given = [None if missing else text for text, missing in zip(texts, texts.isna(), strict=True)]
    return pd.Series(unglue.fix_many(given), index=texts.index, name=texts.name, dtype=texts.dtype)
