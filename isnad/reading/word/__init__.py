"""Small words of Arabic that every reader leans on, compiled from the codebook."""
