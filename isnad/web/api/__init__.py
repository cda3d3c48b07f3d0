"""The API under /api/v1: one module a resource, with a `router`."""
