"""The cells of a box: columns, walls and points, with their signs and labels."""
