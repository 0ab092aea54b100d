"""The published, frozen result."""
