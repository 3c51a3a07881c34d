"""DataTrove: a formatter, to stand behind FTFYFormatter in a pipeline."""

from datatrove.pipeline.formatters.base import BaseFormatter

from unglue import Checker


class UnglueFormatter(BaseFormatter):
    """Puts every space where it belongs."""

    name = "🫧 unglue"

    def __init__(self, checker: Checker | None = None) -> None:
        """Make a formatter with a checker, or one for ruined text."""
        super().__init__()
        self.checker = checker or Checker(mode="document")

    def format(self, text: str) -> str:
        """Return the text of a document as it should be."""
        return self.checker.fix(text)
