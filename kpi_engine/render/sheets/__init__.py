"""A Document as the sheets of a workbook, before any format of file: Excel and OpenDocument show the same.

book.py is the whole; table_sheet.py, everything.py, notes_sheet.py, commentary_sheet.py, key_sheet.py,
ratings_sheet.py and contents_sheet.py are its sheets; sheet_cells.py says what a cell holds, one fact each,
sheet_columns.py which columns there are, paper_columns.py what is printed on which page.
"""
