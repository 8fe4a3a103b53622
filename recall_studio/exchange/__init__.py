"""What enters and leaves: exports, imports, packed studies, the demo. Whatever leaves goes through `writing.write()`."""
