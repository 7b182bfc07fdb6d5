"""What readers and writers ask of the XML of a docx: its elements, and how words look by their styles."""
