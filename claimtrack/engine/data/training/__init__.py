"""How the shipped language model is made: convert, train, evaluate."""
