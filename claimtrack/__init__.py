"""ClaimTrack: the Django project, and beside it the pure engine in ``claimtrack.engine``."""
