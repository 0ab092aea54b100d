"""Documents in immutable versions, and the stages of work on each."""
