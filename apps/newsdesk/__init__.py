"""The admin as a product."""
