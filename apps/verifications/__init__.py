"""Findings of fact-checkers and approvals of editors."""
