"""``HYPOTHESIS_PROFILE=fuzz`` tries many more examples than a run of the tests does."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("fuzz", max_examples=3_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
