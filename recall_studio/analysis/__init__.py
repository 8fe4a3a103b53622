"""What the data say: pure functions on one frame. Modules here load pandas; import them where they are used."""
