"""The methods paragraph."""
