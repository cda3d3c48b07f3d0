"""Dates: stated, relative and Hijri, against the day of publication."""
