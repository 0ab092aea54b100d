"""Statements, questions, comparisons and the queue."""
