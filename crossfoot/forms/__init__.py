"""What a form is: its declaration, and how headers and labels of a real table are bound to it."""
