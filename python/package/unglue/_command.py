"""The script `unglue`: the native command line, in the process of Python."""

from __future__ import annotations

import signal
import sys

from unglue import _native


def main() -> None:
    """Run the command line with the arguments of this process, and end with its exit status."""
    # Python's own handler would only note Ctrl-C, and tell of it once the work is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.command(["unglue", *sys.argv[1:]]))
