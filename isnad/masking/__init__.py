"""Do no harm: who is a private person, what is masked of him, and by what words he cannot be found."""
