"""Values: quantities, dates, territories and facts, small and without any record."""
