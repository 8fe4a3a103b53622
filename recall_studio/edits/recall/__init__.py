"""What is done in and around recall interviews."""
