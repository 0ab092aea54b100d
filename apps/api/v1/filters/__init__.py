"""What each list can be narrowed by; unknown parameters are refused."""
