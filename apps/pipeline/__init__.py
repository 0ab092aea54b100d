"""The Celery code: tasks, dispatch, the sweep and the commands."""
