"""Numbers in words and digits, and the figures made of them."""
