"""Workbooks (.xlsx .xlsm .xlsb .xls .ods) become sheets of cells: what is stored and what Excel shows."""
