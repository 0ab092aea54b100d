"""Which measure, group or place is part of which."""
