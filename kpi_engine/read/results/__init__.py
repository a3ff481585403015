"""Results of queries and files of typed columns (Parquet, Arrow) become columns of exact texts."""
