"""Tools of the developer and the build; the running portal uses none of them."""
