"""What all charts are drawn with: canvas, marks, axes, rows, and how they become pictures."""
