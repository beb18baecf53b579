"""People, the units they belong to and the roles they hold."""
