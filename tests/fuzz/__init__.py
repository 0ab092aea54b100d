"""Coverage-guided fuzzing of the engine."""
