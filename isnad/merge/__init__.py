"""Merge: reports of many articles into events, with what they agree and disagree on."""
