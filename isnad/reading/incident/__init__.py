"""Mentions folded into incidents, weighed, and written as reports."""
