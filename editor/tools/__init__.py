"""The tools as dialogs and menus: each shows what its engine tool would make, then makes it as one edit."""
