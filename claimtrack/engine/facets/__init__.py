"""What a figure counts: measure, population, place, window, and how sure it is."""
