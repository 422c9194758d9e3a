"""The languages of the window, chosen and switched while it runs."""
