"""What all tests share: examples of the property tests are the same on every run and every machine.

`make test-deep` asks for fresh ones: a failure then prints what brings it back.
"""

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fresh", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
