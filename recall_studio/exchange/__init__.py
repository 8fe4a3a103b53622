"""What enters and leaves: exports, imports, packed studies, the demo. What leaves goes through `writing.write()`."""
