"""Lexicons, tables and the language model of the engine, and what makes the model."""
