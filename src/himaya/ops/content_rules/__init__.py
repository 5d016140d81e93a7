"""What the reference content owes its readers: three languages each written well, marks, and references that hold."""
