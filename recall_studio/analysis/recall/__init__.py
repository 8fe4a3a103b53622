"""What recall interviews say: their quality (M-09 to M-16, M-19), and places that both parties talked about."""
