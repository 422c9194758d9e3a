"""What turns the tree into an installed program: what goes in, what stays out, and how it is wrapped."""
