"""Proper names that no lexicon knows."""
