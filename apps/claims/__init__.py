"""What a version claims, at its exact words."""
