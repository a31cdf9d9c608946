"""The case of a visit: its entries, its address, and the parameters of a view."""
