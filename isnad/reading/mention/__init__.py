"""What one sentence tells of one incident: its trigger, modality, roles."""
