"""Numbers of a text as quantities: bounds, comparator and unit, or why they are none."""
