"""Whatever these tests share among them."""
