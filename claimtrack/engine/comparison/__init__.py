"""The levels at which two claims are compared, and what decides each."""
