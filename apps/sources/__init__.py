"""Who carries or makes claims."""
