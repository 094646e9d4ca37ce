"""Settings of all tests: a property is judged by its truth, never by the time that a busy machine takes."""

from hypothesis import settings

settings.register_profile("policy-compare", deadline=None)
settings.load_profile("policy-compare")
