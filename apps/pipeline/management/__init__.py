"""Commands for people without the web."""
