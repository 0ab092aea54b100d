"""What every row has."""
