"""What cells make: regions, borders, their outlines and areas."""
