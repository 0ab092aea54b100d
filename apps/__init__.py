"""The applications, in the order of their imports; see ``docs/architecture.md``."""
