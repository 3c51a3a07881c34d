"""``python -m unglue``: the command line."""

from unglue._command import main

main()
