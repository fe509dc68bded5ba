"""From statements to verdicts: questions for the deciders, and evidence from games solved with numbers."""
