"""Opens every workbook of a folder with openpyxl, cell by cell; a warning is a fault."""

import pathlib
import sys
import warnings

import openpyxl

warnings.simplefilter("error")
bad = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    try:
        book = openpyxl.load_workbook(path)
        # A catalogue that is rolled forward is the office's own file.
        if book.properties.language != "vi-VN" and not path.match("next-*-danh-muc.xlsx"):
            bad = 1
            print(f"{path.name}: language {book.properties.language}")
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    _ = cell.value, cell.number_format, cell.font
    except Exception as error:  # whatever it is, the file is at fault
        bad = 1
        print(f"{path.name}: {error!r}")
sys.exit(bad)
