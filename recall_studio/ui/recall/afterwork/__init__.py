"""Nawerk: an interview that ended as a record that is completed and corrected, with everything it said before."""
