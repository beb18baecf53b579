"""Proving who you are: sign-in, sessions kept on the server, passwords."""
