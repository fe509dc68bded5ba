"""What is said of a finished map: conditions fit to print, and a proof."""
