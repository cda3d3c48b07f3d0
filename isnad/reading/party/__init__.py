"""Noun phrases that name a party."""
