"""My team, assigning, reports: the manager's pages; owns no tables."""
