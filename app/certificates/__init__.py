"""Certificates: issue, show, print, verify and revoke."""
