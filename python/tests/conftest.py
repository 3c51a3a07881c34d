"""Settings of hypothesis: the same texts each time, and no deadline on a busy machine."""

from hypothesis import settings

settings.register_profile("unglue", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("unglue")
