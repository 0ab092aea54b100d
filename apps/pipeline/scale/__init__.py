"""How the cost of a check grows with the table: a database filled with a mix, and measured."""
