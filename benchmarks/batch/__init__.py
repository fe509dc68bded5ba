"""Many small games at once beside nashpy, QuantEcon and Gambit: the same games, answers judged in the same run."""
