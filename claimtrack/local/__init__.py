"""The whole service on one machine: PostgreSQL and Redis from wheels, and the processes.

Nothing here imports Django: it runs before there is a database to set Django up with.
"""
