"""Dates, times and durations of a text, reckoned from the day of the report."""
