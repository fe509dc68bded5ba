"""How work on many tiles is carried out: executors, files of tiles, resuming."""
