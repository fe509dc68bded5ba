"""Many two-player games at once: arrays of payoffs in, all equilibria out, in floating point with sound flags."""
