"""Template filters of the newsdesk."""
